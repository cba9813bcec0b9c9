package io.tidemark.delta.sink;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.tidemark.delta.sink.record.ValueFormat;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DdlException;
import io.tidemark.row.MapType;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** The options of a {@link DeltaSinkConnector}, typed and checked against one another. */
public final class DeltaSinkConfig {

  private static final String CONNECTOR_NAME = "name";
  private static final String TABLE_PATH = "table.path";
  private static final String TABLE_NAME = "table.name";
  private static final String TABLE_SCHEMA = "table.schema";
  private static final String TABLE_SCHEMA_EARLIER = "table.schema.earlier";
  private static final String TABLE_CREATE = "table.create";
  private static final String VALUE_FORMAT = "value.format";
  private static final String MERGE_SCHEMA = "merge.schema";
  private static final String PARTITION_COLUMNS = "partition.columns";
  private static final String OUTPUT_MODE = "output.mode";
  private static final String MERGE_KEYS = "merge.keys";
  private static final String MERGE_MAX_ROWS = "merge.max.rows";
  private static final String MERGE_FILE_ROWS = "merge.file.rows";
  private static final String APP_ID = "app.id";
  private static final String TRIGGER = "trigger";
  private static final String TRIGGER_INTERVAL_MS = "trigger.interval.ms";
  private static final String MAX_ROWS_PER_TRIGGER = "max.rows.per.trigger";
  private static final String COMMIT_MAX_AGE_MS = "commit.max.age.ms";
  private static final String COMMIT_MIN_INTERVAL_MS = "commit.min.interval.ms";
  private static final String TARGET_FILE_SIZE_BYTES = "target.file.size.bytes";
  private static final String OPTIMIZE_WRITE = "optimize.write";
  private static final String AUTO_COMPACT = "auto.compact";
  private static final String AUTO_COMPACT_MIN_FILES = "auto.compact.min.files";

  private static final long MERGED_FILE_BYTES = 16L << 20;

  /** A file of more rows than this is larger than its bytes allow it to be. */
  private static final int MOST_FILE_ROWS = 1 << 20;

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              TABLE_PATH,
              ConfigDef.Type.STRING,
              NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "Folder of the Delta table: a local path, or a URI of a Hadoop file system.")
          .define(
              TABLE_SCHEMA,
              ConfigDef.Type.STRING,
              "",
              Importance.HIGH,
              "Columns of the rows, as Spark DDL; also the table's, when it is made. Empty: those of"
                  + " the table that is there, else of the first record's Connect schema.")
          .define(
              VALUE_FORMAT,
              ConfigDef.Type.STRING,
              text(ValueFormat.AUTO),
              ValidString.in(texts(ValueFormat.values())),
              Importance.MEDIUM,
              "What the records' values are: row_batch (bytes), json (text, bytes, or what a JSON"
                  + " converter without schemas gives), connect (structs), or auto: seen by each"
                  + " value.")
          .define(
              MERGE_SCHEMA,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Whether the table is given the columns that it lacks, nullable ones: those of"
                  + " table.schema and of the records' Connect schemas. false: without table.schema,"
                  + " a struct with another field doesn't fit; with it, such a field is not read.")
          .define(
              TABLE_SCHEMA_EARLIER,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Columns of row batches from before columns were added, as Spark DDL, a schema a line;"
                  + " their rows get null in the columns that they lack.")
          .define(
              TABLE_NAME,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Name of the table in log lines and messages; empty: the last folder of table.path.")
          .define(
              TABLE_CREATE,
              ConfigDef.Type.STRING,
              text(TableCreation.AT_START),
              ValidString.in(texts(TableCreation.values())),
              Importance.LOW,
              "When a table that isn't there is made: when the task starts, or with its first row.")
          .define(
              PARTITION_COLUMNS,
              ConfigDef.Type.LIST,
              List.of(),
              Importance.MEDIUM,
              "Columns that the table is partitioned by, in folder order.")
          .define(
              OUTPUT_MODE,
              ConfigDef.Type.STRING,
              text(OutputMode.APPEND),
              ValidString.in(texts(OutputMode.values())),
              Importance.MEDIUM,
              "What the rows do to the table: append adds them, update replaces the rows of the same"
                  + " merge.keys, complete also replaces the whole table by the query's result in"
                  + " each commit. The last two honour the record header tidemark.change.")
          .define(
              MERGE_KEYS,
              ConfigDef.Type.LIST,
              List.of(),
              Importance.MEDIUM,
              "Columns that tell one row from another with output.mode update or complete; empty:"
                  + " the table has at most one row.")
          .define(
              MERGE_MAX_ROWS,
              ConfigDef.Type.INT,
              250_000,
              atLeast(1),
              Importance.LOW,
              "With output.mode update or complete: rows wait in memory, and so many keys are"
                  + " committed whatever the trigger says.")
          .define(
              MERGE_FILE_ROWS,
              ConfigDef.Type.INT,
              8192,
              between(2, MOST_FILE_ROWS),
              Importance.LOW,
              "With output.mode update: a data file has about so many rows, in the order of"
                  + " merge.keys; a changed key has its whole file written anew, and each file costs"
                  + " a line in the table's log.")
          .define(
              APP_ID,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Under which id the table's log keeps how far each topic partition has been written;"
                  + " keep it for the table's life. Empty: the connector's name.")
          .define(
              TRIGGER,
              ConfigDef.Type.STRING,
              "default",
              ValidString.in("default", "processing_time", "once"),
              Importance.MEDIUM,
              "When rows are committed: default as soon as all there is has been read,"
                  + " processing_time at each interval, once only at the end or at an offset flush.")
          .define(
              TRIGGER_INTERVAL_MS,
              ConfigDef.Type.LONG,
              10_000L,
              atLeast(1),
              Importance.MEDIUM,
              "Milliseconds between commits with trigger processing_time.")
          .define(
              MAX_ROWS_PER_TRIGGER,
              ConfigDef.Type.LONG,
              0L,
              atLeast(0),
              Importance.MEDIUM,
              "Rows of a commit at most, as far as records can be divided; when there are so many it"
                  + " doesn't wait for its trigger. 0: no limit. Ignored with trigger once.")
          .define(
              COMMIT_MAX_AGE_MS,
              ConfigDef.Type.LONG,
              1_000L,
              atLeast(1),
              Importance.LOW,
              "With trigger default and more to read: commit what is this many milliseconds old.")
          .define(
              COMMIT_MIN_INTERVAL_MS,
              ConfigDef.Type.LONG,
              200L,
              atLeast(0),
              Importance.LOW,
              "With trigger default: at least so many milliseconds between commits of rows that"
                  + " trickle in, and more, up to commit.max.age.ms, while commits are slow; the first"
                  + " after a pause doesn't wait.")
          .define(
              TARGET_FILE_SIZE_BYTES,
              ConfigDef.Type.LONG,
              128L << 20,
              atLeast(1 << 10),
              Importance.MEDIUM,
              "A data file of about so many bytes is completed and another begun. When it isn't set,"
                  + " tables of output.mode update have files of 16 MiB: less to rewrite.")
          .define(
              OPTIMIZE_WRITE,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Whether each commit has one file for each combination of partition values, and more"
                  + " only above target.file.size.bytes. false: a commit of many rows in many"
                  + " partitions has more, where memory can't hold a file open for each; what that"
                  + " splits is written twice with true. Delta's optimized write.")
          .define(
              AUTO_COMPACT,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Whether the task makes large files of small ones between its commits, as OPTIMIZE does;"
                  + " streams of the table don't read them again. The next commit waits for it. Of no"
                  + " use with output.mode update, which packs its files itself.")
          .define(
              AUTO_COMPACT_MIN_FILES,
              ConfigDef.Type.INT,
              50,
              atLeast(2),
              Importance.LOW,
              "With auto.compact: how many files the task adds before each time; at most four times as"
                  + " many are compacted at once.");

  private final AbstractConfig values;
  private final Optional<TableDefinition> definition;

  /**
   * @throws UserException with every problem of the configuration, each under its key
   */
  public DeltaSinkConfig(Map<String, String> properties) {
    List<Problem> problems = problemsOf(properties);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    this.values = new AbstractConfig(DEFINITION, properties, false);
    String ddl = values.getString(TABLE_SCHEMA);
    this.definition =
        ddl.isBlank()
            ? Optional.empty()
            : Optional.of(
                new TableDefinition(StructType.fromDdl(ddl), values.getList(PARTITION_COLUMNS)));
  }

  /** The problems of each option alone, as Kafka reports them, and those between options. */
  static List<Problem> problemsOf(Map<String, String> properties) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> readable = new HashMap<>(properties);
    for (ConfigValue value : DEFINITION.validate(properties)) {
      value.errorMessages().forEach(message -> problems.add(new Problem(value.name(), message)));
      if (!value.errorMessages().isEmpty()) {
        readable.put(value.name(), readableInstead(value.name()));
      }
    }
    List<Problem> between = new ArrayList<>();
    crossCheck(new AbstractConfig(DEFINITION, readable, false), between);
    between.stream()
        .filter(problem -> problems.stream().noneMatch(p -> p.where().equals(problem.where())))
        .toList()
        .forEach(problems::add);
    return problems;
  }

  /** Something that stands in for an option that can't be read, while the others are checked. */
  private static @Nullable String readableInstead(String key) {
    ConfigDef.ConfigKey option = DEFINITION.configKeys().get(key);
    return option.hasDefault()
        ? ConfigDef.convertToString(option.defaultValue, option.type)
        : "unknown";
  }

  public String tablePath() {
    return values.getString(TABLE_PATH);
  }

  public String tableName() {
    String name = values.getString(TABLE_NAME);
    return name.isEmpty() ? String.valueOf(Path.of(tablePath()).getFileName()) : name;
  }

  /** What the table is like, or would be; empty when it is the table or the records that say. */
  public Optional<TableDefinition> table() {
    return definition;
  }

  /** Of row batches that may still be on their way. */
  List<StructType> earlierSchemas() {
    return earlierSchemas(values);
  }

  private static List<StructType> earlierSchemas(AbstractConfig values) {
    return values
        .getString(TABLE_SCHEMA_EARLIER)
        .lines()
        .filter(line -> !line.isBlank())
        .map(StructType::fromDdl)
        .toList();
  }

  List<String> partitionColumns() {
    return values.getList(PARTITION_COLUMNS);
  }

  ValueFormat valueFormat() {
    return ValueFormat.valueOf(constant(values.getString(VALUE_FORMAT)));
  }

  boolean mergesSchema() {
    return values.getBoolean(MERGE_SCHEMA);
  }

  TableCreation tableCreation() {
    return TableCreation.valueOf(constant(values.getString(TABLE_CREATE)));
  }

  OutputMode outputMode() {
    return OutputMode.valueOf(constant(values.getString(OUTPUT_MODE)));
  }

  /** The columns of a row's key. */
  List<String> mergeKeys() {
    return values.getList(MERGE_KEYS);
  }

  boolean optimizesWrites() {
    return values.getBoolean(OPTIMIZE_WRITE);
  }

  boolean autoCompacts() {
    return values.getBoolean(AUTO_COMPACT);
  }

  int autoCompactMinFiles() {
    return values.getInt(AUTO_COMPACT_MIN_FILES);
  }

  int mergeMaxRows() {
    return values.getInt(MERGE_MAX_ROWS);
  }

  int mergeFileRows() {
    return values.getInt(MERGE_FILE_ROWS);
  }

  public String appId() {
    String id = values.getString(APP_ID);
    return id.isEmpty() ? String.valueOf(values.originals().get(CONNECTOR_NAME)) : id;
  }

  Trigger trigger() {
    return switch (values.getString(TRIGGER)) {
      case "processing_time" -> new Trigger.ProcessingTime(duration(TRIGGER_INTERVAL_MS));
      case "once" -> new Trigger.Once();
      default -> new Trigger.Default(duration(COMMIT_MAX_AGE_MS), duration(COMMIT_MIN_INTERVAL_MS));
    };
  }

  /** How many rows end a batch. */
  long maxRows() {
    long rows = values.getLong(MAX_ROWS_PER_TRIGGER);
    return rows == 0 || trigger() instanceof Trigger.Once ? Long.MAX_VALUE : rows;
  }

  /** Files that are rewritten for each changed key in them had better be smaller. */
  public long targetFileSizeBytes() {
    long size = values.getLong(TARGET_FILE_SIZE_BYTES);
    return outputMode() == OutputMode.UPDATE
            && !values.originals().containsKey(TARGET_FILE_SIZE_BYTES)
        ? Math.min(size, MERGED_FILE_BYTES)
        : size;
  }

  private Duration duration(String key) {
    return Duration.ofMillis(values.getLong(key));
  }

  private static void crossCheck(AbstractConfig values, List<Problem> problems) {
    if (values.getString(APP_ID).isEmpty() && !values.originals().containsKey(CONNECTOR_NAME)) {
      problems.add(
          new Problem(APP_ID, "missing", "name the writer; the table's log keeps its progress"));
    }
    String ddl = values.getString(TABLE_SCHEMA);
    if (ddl.isBlank()) {
      return;
    }
    try {
      StructType schema = StructType.fromDdl(ddl);
      checkPartitions(schema, values.getList(PARTITION_COLUMNS), problems);
      checkEarlier(schema, values, problems);
      checkKeys(schema, values, problems);
    } catch (DdlException e) {
      problems.add(
          new Problem(
              TABLE_SCHEMA,
              String.valueOf(e.getMessage()),
              "write columns as in id BIGINT, name STRING"));
    }
  }

  private static void checkKeys(StructType schema, AbstractConfig values, List<Problem> problems) {
    List<String> keys = values.getList(MERGE_KEYS);
    if (!keys.isEmpty() && values.getString(OUTPUT_MODE).equals(text(OutputMode.APPEND))) {
      problems.add(
          new Problem(
              MERGE_KEYS,
              "%s have no meaning with output.mode append".formatted(keys),
              "set output.mode=update or complete, or leave them out"));
    }
    for (String column : keys) {
      OptionalInt position = schema.find(column);
      if (position.isEmpty()) {
        problems.add(
            new Problem(
                MERGE_KEYS,
                "no column '%s' in %s".formatted(column, schema.names()),
                NearestName.hint(column, schema.names())));
      } else if (!canBeKey(schema.field(position.getAsInt()).type())) {
        problems.add(
            new Problem(
                MERGE_KEYS,
                "'%s' is %s".formatted(column, schema.field(position.getAsInt()).type().ddl()),
                "a key has no ARRAY or MAP in it"));
      }
    }
  }

  private static boolean canBeKey(DataType type) {
    return type instanceof StructType struct
        ? struct.fields().stream().allMatch(field -> canBeKey(field.type()))
        : !(type instanceof ArrayType) && !(type instanceof MapType);
  }

  private static void checkEarlier(
      StructType schema, AbstractConfig values, List<Problem> problems) {
    try {
      new RowBatchReader(schema, earlierSchemas(values));
    } catch (DdlException e) {
      problems.add(new Problem(TABLE_SCHEMA_EARLIER, String.valueOf(e.getMessage()), ""));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              TABLE_SCHEMA_EARLIER,
              String.valueOf(e.getMessage()),
              "columns can be added, but not removed or retyped"));
    }
  }

  /** What stands against partitioning a table of these columns, under the option's key. */
  static void checkPartitions(
      StructType schema, List<String> partitionColumns, List<Problem> problems) {
    for (String column : partitionColumns) {
      if (schema.find(column).isEmpty()) {
        problems.add(
            new Problem(
                PARTITION_COLUMNS,
                "no column '%s' in %s".formatted(column, schema.names()),
                NearestName.hint(column, schema.names())));
      } else if (!TableDefinition.canPartition(
          schema.field(schema.find(column).orElseThrow()).type())) {
        problems.add(
            new Problem(
                PARTITION_COLUMNS,
                "'%s' is %s"
                    .formatted(column, schema.field(schema.find(column).orElseThrow()).type()),
                "partition by text, numbers, dates, timestamps or booleans"));
      }
    }
    if (partitionColumns.size() >= schema.size()) {
      problems.add(
          new Problem(
              PARTITION_COLUMNS, "these are all columns", "leave one at least for the files"));
    }
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String[] texts(Enum<?>[] constants) {
    String[] texts = new String[constants.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(constants[i]);
    }
    return texts;
  }
}
