package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.row.problem.NearestName;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A target of a table: a mapping with one key that says of which kind it is, and that kind's. */
final class WriteFormat implements Shape<WriteDefinition> {

  private static final int MAX_CONSOLE_ROWS = 100_000;

  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");

  private static final Key<OutputMode> OUTPUT_MODE =
      Key.optional(
          "output_mode",
          Shapes.choice(OutputMode.class, "output_mode"),
          "append (default): new rows are added; a window's once, when it has closed. update: groups"
              + " that have changed replace their rows. complete: the table is what all rows so far"
              + " come to, and nothing is late. All targets of a table have one.");

  private static final Key<String> DELTA =
      Key.required("delta", Shapes.text("a path"), "Path of the Delta table.");
  private static final Key<List<String>> PARTITION_BY =
      Key.optional(
          "partition_by",
          new ListShape<>(Shapes.text("a column")),
          "Columns that the table's files are divided by.");
  private static final Key<Boolean> OPTIMIZE_WRITE =
      Key.optional(
          "optimize_write",
          Shapes.flag(),
          "Whether each commit has one file for each combination of partition values (more only"
              + " above the target size), however many rows and partitions it has; default false."
              + " Small files of several commits are auto_compact's.");
  private static final Key<Boolean> AUTO_COMPACT =
      Key.optional(
          "auto_compact",
          Shapes.flag(),
          "Whether large files are made of small ones between commits, each time 50 were added;"
              + " default false. For tables that are written with short triggers.");

  private static final Key<String> TOPIC =
      Key.required(
          "topic",
          Shapes.topic(),
          "A Kafka topic for other consumers: a record of plain JSON for each row.");

  private static final Key<Integer> NUM_ROWS =
      Key.optional(
          "num_rows",
          Shapes.count(1, MAX_CONSOLE_ROWS),
          "How many rows of a batch are shown at most; default 20.");
  private static final Key<Integer> CONSOLE =
      Key.required(
          "console",
          new ObjectShape<>(
              List.of(NUM_ROWS),
              f -> f.find(NUM_ROWS).orElse(WriteDefinition.Console.DEFAULT_ROWS)),
          "Each batch is printed as a table: {} or {num_rows: 20}.");

  private static final Key<String> FOREACH_BATCH =
      Key.required(
          "foreach_batch",
          Shapes.matching("the name of a Java class", CLASS_NAME),
          "A Java class, a io.tidemark.row.batch.BatchWriter, that is called with each batch.");
  private static final Key<Map<String, String>> CONFIG =
      Key.optional(
          "config",
          new MapShape<>("options by name", Shapes.text("a value")),
          "What the class is given, by name.");

  /** By the key that tells them. */
  private static final List<ObjectShape<WriteDefinition>> KINDS =
      List.of(
          new ObjectShape<WriteDefinition>(
              List.of(DELTA, OUTPUT_MODE, PARTITION_BY, OPTIMIZE_WRITE, AUTO_COMPACT),
              f ->
                  new WriteDefinition.Delta(
                      f.value(DELTA),
                      f.find(OUTPUT_MODE),
                      f.find(PARTITION_BY).orElse(List.of()),
                      new WriteDefinition.Delta.SmallFiles(
                          f.find(OPTIMIZE_WRITE).orElse(false),
                          f.find(AUTO_COMPACT).orElse(false)))),
          new ObjectShape<WriteDefinition>(
              List.of(TOPIC, OUTPUT_MODE),
              f -> new WriteDefinition.Topic(f.value(TOPIC), f.find(OUTPUT_MODE))),
          new ObjectShape<WriteDefinition>(
              List.of(CONSOLE, OUTPUT_MODE),
              f -> new WriteDefinition.Console(f.value(CONSOLE), f.find(OUTPUT_MODE))),
          new ObjectShape<WriteDefinition>(
              List.of(FOREACH_BATCH, CONFIG, OUTPUT_MODE),
              f ->
                  new WriteDefinition.ForeachBatch(
                      f.value(FOREACH_BATCH),
                      f.find(CONFIG).orElse(Map.of()),
                      f.find(OUTPUT_MODE))));

  @Override
  public @Nullable WriteDefinition read(YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      place.problem("expected a target, found " + node.description(), "write {delta: a path}");
      return null;
    }
    List<ObjectShape<WriteDefinition>> found =
        KINDS.stream().filter(k -> mapping.entries().containsKey(kind(k))).toList();
    if (found.size() > 1) {
      place.problem(
          "one target has " + String.join(" and ", found.stream().map(WriteFormat::kind).toList()),
          "write each target as an item of its own, beginning with '- '");
      return null;
    }
    if (found.isEmpty()) {
      place.problem(
          "a target has one of "
              + String.join(", ", kinds())
              + ", found "
              + String.join(", ", mapping.entries().keySet()),
          hint(mapping));
      return null;
    }
    return found.get(0).read(node, place);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.type("object").objectNode();
    ArrayNode kinds = schema.putArray("anyOf");
    KINDS.forEach(kind -> kinds.add(kind.schema()));
    return schema;
  }

  private static List<String> kinds() {
    return KINDS.stream().map(WriteFormat::kind).toList();
  }

  private static String hint(YamlNode.Mapping mapping) {
    return mapping.entries().keySet().stream()
        .map(key -> NearestName.hint(key, kinds()))
        .filter(hint -> !hint.isEmpty())
        .findFirst()
        .orElse("such as {delta: a path}");
  }

  private static String kind(ObjectShape<WriteDefinition> shape) {
    return shape.keys().get(0).name();
  }
}
