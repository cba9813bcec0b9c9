package io.tidemark.delta.source;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import io.tidemark.row.DdlException;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigValue;

/** The options of a {@link DeltaSourceConnector}, typed and checked. */
public final class DeltaSourceConfig {

  private static final String CONNECTOR_NAME = "name";
  private static final String SOURCE_NAME = "source.name";
  private static final String PATH = "path";
  private static final String TOPIC = "topic";
  private static final String TABLE_SCHEMA = "table.schema";
  private static final String STARTING_VERSION = "starting.version";
  private static final String IGNORE_DELETES = "ignore.deletes";
  private static final String IGNORE_CHANGES = "ignore.changes";
  private static final String BOUNDED = "bounded";
  private static final String POLL_INTERVAL_MS = "poll.interval.ms";
  private static final String MAX_FILES = "max.files.per.trigger";
  private static final String MAX_BYTES = "max.bytes.per.trigger";
  private static final String MAX_ROWS_PER_RECORD = "max.rows.per.record";
  private static final String MAX_RECORD_BYTES = "max.record.bytes";

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              PATH,
              ConfigDef.Type.STRING,
              NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "The table's folder: a local path or the URI of a Hadoop file system.")
          .define(
              TOPIC,
              ConfigDef.Type.STRING,
              NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "Topic that gets the table's rows, in row batches.")
          .define(
              SOURCE_NAME,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Name of the source in its offsets; empty: the connector's name.")
          .define(
              TABLE_SCHEMA,
              ConfigDef.Type.STRING,
              "",
              Importance.HIGH,
              "Columns to publish, as Spark DDL, in the order of the row batches; empty: all that"
                  + " the table has, with nullable columns taken over when they are added.")
          .define(
              STARTING_VERSION,
              ConfigDef.Type.STRING,
              "earliest",
              Importance.HIGH,
              "Where a source without offsets begins: earliest (all rows of the newest version, then"
                  + " the commits after it), a version (that commit and those after it), or latest"
                  + " (commits made from now on).")
          .define(
              IGNORE_DELETES,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Whether commits that only remove rows are passed over; false: they stop the source.")
          .define(
              IGNORE_CHANGES,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Whether the files that a commit writes are read even if it removes others: rows that"
                  + " it carried over come again; false: such a commit stops the source. True"
                  + " includes ignore.deletes.")
          .define(
              BOUNDED,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "true: return nothing more when the version that is newest at start has been read;"
                  + " false: go on watching.")
          .define(
              POLL_INTERVAL_MS,
              ConfigDef.Type.LONG,
              500L,
              atLeast(10),
              Importance.LOW,
              "Milliseconds between looks at the table's log when all of it has been read.")
          .define(
              MAX_FILES,
              ConfigDef.Type.INT,
              1000,
              atLeast(1),
              Importance.LOW,
              "At most so many data files in one Kafka transaction.")
          .define(
              MAX_BYTES,
              ConfigDef.Type.LONG,
              16L * 1024 * 1024,
              atLeast(1),
              Importance.LOW,
              "A Kafka transaction ends with the record that reaches so many bytes; a larger commit,"
                  + " or data file, takes several.")
          .define(
              MAX_ROWS_PER_RECORD,
              ConfigDef.Type.INT,
              500,
              atLeast(1),
              Importance.LOW,
              "At most so many rows in one record.")
          .define(
              MAX_RECORD_BYTES,
              ConfigDef.Type.INT,
              1_000_000,
              atLeast(1),
              Importance.MEDIUM,
              "A record of more bytes is split into several; one row of more bytes stops the source."
                  + " Keep it below the topic's max.message.bytes.");

  private final AbstractConfig values;

  /**
   * @throws UserException with every problem of the configuration, each under its key
   */
  public DeltaSourceConfig(Map<String, String> properties) {
    List<Problem> problems = problemsOf(properties);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    this.values = new AbstractConfig(DEFINITION, properties, false);
  }

  /** The problems of each option alone, as Kafka reports them, and those that it can't see. */
  static List<Problem> problemsOf(Map<String, String> properties) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ConfigValue> validated = DEFINITION.validateAll(properties);
    for (String key : DEFINITION.configKeys().keySet()) {
      validated.get(key).errorMessages().forEach(text -> problems.add(new Problem(key, text)));
    }
    problems.addAll(crossProblems(properties, problems));
    return problems;
  }

  /** Those between options; one that can't be read by itself is as if it were not there. */
  private static List<Problem> crossProblems(Map<String, String> properties, List<Problem> alone) {
    Map<String, String> readable = new HashMap<>(properties);
    Set<String> unreadable = alone.stream().map(Problem::where).collect(Collectors.toSet());
    for (String key : unreadable) {
      ConfigKey option = DEFINITION.configKeys().get(key);
      readable.put(
          key,
          option.hasDefault()
              ? ConfigDef.convertToString(option.defaultValue, option.type)
              : "unknown");
    }
    return checks(new AbstractConfig(DEFINITION, readable, false)).stream()
        .filter(problem -> !unreadable.contains(problem.where()))
        .toList();
  }

  private static List<Problem> checks(AbstractConfig values) {
    List<Problem> problems = new ArrayList<>();
    if (values.getString(SOURCE_NAME).isEmpty()
        && !values.originals().containsKey(CONNECTOR_NAME)) {
      problems.add(
          new Problem(SOURCE_NAME, "missing", "name the source; its offsets are kept by it"));
    }
    try {
      StartingVersion.parse(values.getString(STARTING_VERSION));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(STARTING_VERSION, String.valueOf(e.getMessage()), "write one of them"));
    }
    try {
      tableSchema(values);
    } catch (DdlException e) {
      problems.add(
          new Problem(
              TABLE_SCHEMA,
              String.valueOf(e.getMessage()),
              "write columns as in id BIGINT, name STRING"));
    }
    return problems;
  }

  public String sourceName() {
    String name = values.getString(SOURCE_NAME);
    return name.isEmpty() ? String.valueOf(values.originals().get(CONNECTOR_NAME)) : name;
  }

  /** As the user wrote it. */
  public String path() {
    return values.getString(PATH);
  }

  public String topic() {
    return values.getString(TOPIC);
  }

  /** The columns to publish; empty for those that the table has. */
  public Optional<StructType> tableSchema() {
    return tableSchema(values);
  }

  private static Optional<StructType> tableSchema(AbstractConfig values) {
    String ddl = values.getString(TABLE_SCHEMA);
    return ddl.isBlank() ? Optional.empty() : Optional.of(StructType.fromDdl(ddl));
  }

  public StartingVersion startingVersion() {
    return StartingVersion.parse(values.getString(STARTING_VERSION));
  }

  /** What becomes of commits that take rows away. */
  public RemovedRows removedRows() {
    if (values.getBoolean(IGNORE_CHANGES)) {
      return RemovedRows.IGNORE_CHANGES;
    }
    return values.getBoolean(IGNORE_DELETES) ? RemovedRows.IGNORE_DELETES : RemovedRows.STOP;
  }

  public boolean isBounded() {
    return values.getBoolean(BOUNDED);
  }

  public Duration pollInterval() {
    return Duration.ofMillis(values.getLong(POLL_INTERVAL_MS));
  }

  PollLimits limits() {
    return new PollLimits(
        values.getInt(MAX_FILES),
        values.getLong(MAX_BYTES),
        values.getInt(MAX_ROWS_PER_RECORD),
        values.getInt(MAX_RECORD_BYTES));
  }
}
