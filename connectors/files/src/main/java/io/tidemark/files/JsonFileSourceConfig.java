package io.tidemark.files;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import io.tidemark.files.archive.Archive;
import io.tidemark.files.archive.PublishedFiles;
import io.tidemark.files.discovery.DiscoveryOptions;
import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.discovery.DiscoveryOptions.Mode;
import io.tidemark.files.discovery.Places;
import io.tidemark.files.discovery.Share;
import io.tidemark.files.discovery.SourcePath;
import io.tidemark.files.split.Layout;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigValue;

/** The options of a {@link JsonFileSourceConnector}, typed and checked against one another. */
public final class JsonFileSourceConfig {

  private static final String CONNECTOR_NAME = "name";
  private static final String SOURCE_NAME = "source.name";
  static final String PATH = "path";
  private static final String TOPIC = "topic";
  private static final String MULTILINE = "multiline";
  private static final String RECURSIVE = "recursive";
  private static final String CLEAN_SOURCE = "clean.source";
  static final String ARCHIVE_DIR = "archive.dir";
  private static final String REMEMBER_MS = "remember.ms";
  private static final String REMEMBER_FILES = "remember.files";
  private static final String SETTLE_MS = "settle.ms";
  private static final String POLL_INTERVAL_MS = "poll.interval.ms";
  private static final String BOUNDED = "bounded";
  private static final String KEY_FIELD = "key.field";
  private static final String MAX_FILES = "max.files.per.trigger";
  private static final String MAX_BYTES = "max.bytes.per.trigger";
  private static final String MAX_RECORD_BYTES = "max.record.bytes";
  private static final String BAD_RECORDS = "bad.records";
  private static final String DEAD_LETTER_TOPIC = "dead.letter.topic";

  /** Not options: a connector tells each of its tasks. */
  static final String TASK_NUMBER = "task.number";

  static final String TASK_COUNT = "task.count";

  /** A batch's records live on the heap at once: small ones are bounded by number. */
  private static final int MAX_RECORDS = 20_000;

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              PATH,
              ConfigDef.Type.STRING,
              NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "Folders, files or globs to read, or URIs of them (hdfs:, s3a:), separated by commas; a"
                  + " comma within braces or after a backslash belongs to the name.")
          .define(
              TOPIC,
              ConfigDef.Type.STRING,
              NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "Topic that gets each JSON object's original bytes.")
          .define(
              SOURCE_NAME,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Name of the source in offsets and dead letters; empty: the connector's name.")
          .define(
              MULTILINE,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.HIGH,
              "true: a file holds JSON objects or arrays of objects over any number of lines;"
                  + " false: JSON Lines.")
          .define(
              RECURSIVE,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Whether files in subfolders are read too.")
          .define(
              CLEAN_SOURCE,
              ConfigDef.Type.STRING,
              CleanSource.OFF.text(),
              ValidString.in("off", "archive", "delete"),
              Importance.MEDIUM,
              "What becomes of a file once its records are committed in Kafka: it stays, is moved"
                  + " below archive.dir, or is deleted.")
          .define(
              ARCHIVE_DIR,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Folder that gets the files when clean.source is archive; created when missing.")
          .define(
              REMEMBER_MS,
              ConfigDef.Type.LONG,
              Duration.ofDays(30).toMillis(),
              atLeast(0),
              Importance.LOW,
              "A file that was archived or deleted is forgotten so many milliseconds after it was"
                  + " published: the same content under its name is then read again.")
          .define(
              REMEMBER_FILES,
              ConfigDef.Type.INT,
              200_000,
              atLeast(0),
              Importance.LOW,
              "Of the files that were archived or deleted, those beyond so many, the oldest, are"
                  + " forgotten earlier.")
          .define(
              SETTLE_MS,
              ConfigDef.Type.LONG,
              200L,
              atLeast(0),
              Importance.LOW,
              "A file is read once it has not changed for so many milliseconds.")
          .define(
              POLL_INTERVAL_MS,
              ConfigDef.Type.LONG,
              1000L,
              atLeast(10),
              Importance.LOW,
              "Milliseconds between listings of a folder that the system can't watch, and between"
                  + " attempts at a file that can't be read.")
          .define(
              BOUNDED,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "true: list once, at start, and return nothing more when all that was listed has been"
                  + " read; false: go on watching.")
          .define(
              KEY_FIELD,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Top-level field whose text becomes the record's key; empty: no key.")
          .define(
              MAX_FILES,
              ConfigDef.Type.INT,
              1000,
              atLeast(1),
              Importance.LOW,
              "At most so many files in one Kafka transaction.")
          .define(
              MAX_BYTES,
              ConfigDef.Type.LONG,
              16L * 1024 * 1024,
              atLeast(1),
              Importance.LOW,
              "A Kafka transaction ends with the record that reaches so many bytes; a larger file"
                  + " takes several.")
          .define(
              MAX_RECORD_BYTES,
              ConfigDef.Type.INT,
              1_000_000,
              atLeast(1),
              Importance.MEDIUM,
              "A record of more bytes is set aside as a dead letter; keep it below the topic's"
                  + " max.message.bytes.")
          .define(
              BAD_RECORDS,
              ConfigDef.Type.STRING,
              BadRecords.DEAD_LETTER.text(),
              ValidString.in("dead_letter", "permissive", "fail_fast"),
              Importance.MEDIUM,
              "What becomes of a record that can't be published, and of a file that can't be"
                  + " understood: a dead letter, or (fail_fast) the source stops.")
          .define(
              DEAD_LETTER_TOPIC,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Topic that gets dead letters; empty: the topic's name with .dead_letter behind it.");

  private final AbstractConfig values;
  private final List<SourcePath> paths;

  /**
   * @throws UserException with every problem of the configuration, each under its key
   */
  public JsonFileSourceConfig(Map<String, String> properties) {
    List<Problem> problems = problemsOf(properties);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    this.values = new AbstractConfig(DEFINITION, properties, false);
    this.paths = SourcePath.parseList(values.getString(PATH));
  }

  /** The problems of each option alone, as Kafka reports them, and those between options. */
  static List<Problem> problemsOf(Map<String, String> properties) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ConfigValue> values = DEFINITION.validateAll(properties);
    for (String key : DEFINITION.configKeys().keySet()) {
      for (String message : values.get(key).errorMessages()) {
        problems.add(new Problem(key, message));
      }
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
    return crossChecks(new AbstractConfig(DEFINITION, readable, false)).stream()
        .filter(problem -> !unreadable.contains(problem.where()))
        .toList();
  }

  public String sourceName() {
    String name = values.getString(SOURCE_NAME);
    return name.isEmpty() ? String.valueOf(values.originals().get(CONNECTOR_NAME)) : name;
  }

  /** In the order written, at least one. */
  public List<SourcePath> paths() {
    return paths;
  }

  public String topic() {
    return values.getString(TOPIC);
  }

  public Layout layout() {
    return values.getBoolean(MULTILINE) ? Layout.DOCUMENTS : Layout.LINES;
  }

  public boolean isRecursive() {
    return values.getBoolean(RECURSIVE);
  }

  public CleanSource cleanSource() {
    return CleanSource.valueOf(values.getString(CLEAN_SOURCE).toUpperCase(Locale.ROOT));
  }

  /** Present when {@link #cleanSource()} is ARCHIVE. */
  public Optional<Path> archiveDir() {
    return archiveDir(values);
  }

  public Duration settle() {
    return Duration.ofMillis(values.getLong(SETTLE_MS));
  }

  public Duration pollInterval() {
    return Duration.ofMillis(values.getLong(POLL_INTERVAL_MS));
  }

  public boolean isBounded() {
    return values.getBoolean(BOUNDED);
  }

  public Optional<String> keyField() {
    return Optional.of(values.getString(KEY_FIELD)).filter(field -> !field.isEmpty());
  }

  PublishedFiles publishedFiles() {
    return switch (cleanSource()) {
      case OFF -> new PublishedFiles.Keep();
      case DELETE -> new PublishedFiles.Delete();
      case ARCHIVE -> new PublishedFiles.MoveTo(new Archive(archiveDir().orElseThrow()));
    };
  }

  Forgetting.Rule remembered() {
    return new Forgetting.Rule(
        cleanSource() != CleanSource.OFF,
        Duration.ofMillis(values.getLong(REMEMBER_MS)),
        values.getInt(REMEMBER_FILES));
  }

  DiscoveryOptions discovery() {
    return new DiscoveryOptions(
        paths,
        isRecursive() ? Depth.SUBFOLDERS : Depth.FOLDER_ONLY,
        isBounded() ? Mode.BOUNDED : Mode.WATCHING,
        settle(),
        pollInterval(),
        archiveDir().map(PathOptions::real),
        share());
  }

  /** Which files are this task's: what the connector adds to its configuration. */
  Share share() {
    Map<String, String> given = values.originalsStrings();
    return new Share(
        Integer.parseInt(given.getOrDefault(TASK_NUMBER, "0")),
        Integer.parseInt(given.getOrDefault(TASK_COUNT, "1")));
  }

  BatchLimits limits() {
    return new BatchLimits(values.getInt(MAX_FILES), values.getLong(MAX_BYTES), MAX_RECORDS);
  }

  public int maxRecordBytes() {
    return values.getInt(MAX_RECORD_BYTES);
  }

  public BadRecords badRecords() {
    return BadRecords.valueOf(values.getString(BAD_RECORDS).toUpperCase(Locale.ROOT));
  }

  public String deadLetterTopic() {
    return deadLetterTopic(values);
  }

  private static String deadLetterTopic(AbstractConfig values) {
    String topic = values.getString(DEAD_LETTER_TOPIC);
    return topic.isEmpty() ? values.getString(TOPIC) + ".dead_letter" : topic;
  }

  private static Optional<Path> archiveDir(AbstractConfig values) {
    return values.getString(CLEAN_SOURCE).equals(CleanSource.ARCHIVE.text())
            && !values.getString(ARCHIVE_DIR).isBlank()
        ? Optional.of(Places.path(values.getString(ARCHIVE_DIR).strip()))
        : Optional.empty();
  }

  private static PathOptions paths(AbstractConfig values) {
    return new PathOptions(
        values.getString(PATH),
        values.getBoolean(RECURSIVE) ? Depth.SUBFOLDERS : Depth.FOLDER_ONLY,
        values.getString(CLEAN_SOURCE).equals(CleanSource.ARCHIVE.text())
            ? Optional.of(values.getString(ARCHIVE_DIR).strip())
            : Optional.empty());
  }

  private static List<Problem> crossChecks(AbstractConfig values) {
    List<Problem> problems = new ArrayList<>();
    if (values.getString(SOURCE_NAME).isEmpty()
        && !values.originals().containsKey(CONNECTOR_NAME)) {
      problems.add(
          new Problem(SOURCE_NAME, "missing", "name the source; its offsets are kept by it"));
    }
    if (deadLetterTopic(values).equals(values.getString(TOPIC))) {
      problems.add(
          new Problem(
              DEAD_LETTER_TOPIC,
              "'" + deadLetterTopic(values) + "' is also the topic of the records",
              "name another"));
    }
    problems.addAll(paths(values).problems());
    return problems;
  }
}
