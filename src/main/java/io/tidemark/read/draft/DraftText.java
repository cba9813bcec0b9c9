package io.tidemark.read.draft;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.split.Layout;
import io.tidemark.read.InferredSchema;
import io.tidemark.read.ReadInput;
import io.tidemark.read.ReadReport;
import io.tidemark.read.YamlText;
import io.tidemark.read.draft.FlatTable.Explosion;
import io.tidemark.read.draft.FlatTable.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A draft as the lines of a pipeline file. */
final class DraftText {

  private final String name;
  private final FlatTable flat;
  private final List<String> lines = new ArrayList<>();

  DraftText(String name, FlatTable flat) {
    this.name = name;
    this.flat = flat;
  }

  List<String> lines(ReadInput input, InferredSchema inferred, Optional<String> eventTime) {
    comment(
        "",
        "Made by 'tidemark init' from "
            + input.text()
            + ": "
            + ReadReport.text(inferred.counts())
            + ".");
    add("name: " + YamlText.of(name));
    add("");
    add("sources:");
    source(input, inferred);
    add("");
    add("tables:");
    table();
    eventTime.ifPresent(this::window);
    return lines;
  }

  private void source(ReadInput input, InferredSchema inferred) {
    add("  " + YamlText.of(name) + ":");
    lines.addAll(ReadReport.schema(inferred.schema()));
    add("    files:");
    List<String> paths = SourcePaths.of(input);
    add("      path: " + (paths.size() == 1 ? YamlText.of(paths.get(0)) : list(paths)));
    add("      multiline: " + (input.layout() == Layout.DOCUMENTS));
    if (input.depth() == Depth.SUBFOLDERS) {
      add("      recursive: true");
    }
    comment(
        "    ",
        "What doesn't fit the schema is set aside with its file, position and reason;"
            + " the rest goes on.");
    add("    bad_records: dead_letter");
  }

  private void table() {
    add("  " + YamlText.of(tableName()) + ":");
    add("    from: " + YamlText.of(name));
    add("    steps:");
    for (int i = 0; i < flat.levels().size(); i++) {
      level(flat.levels().get(i), i > 0);
    }
    if (!flat.emptied().isEmpty()) {
      add("      - drop: " + list(flat.emptied().stream().map(flat::name).toList()));
    }
    flat.kept().forEach(leaf -> comment("      ", kept(leaf)));
    flat.leftOut().forEach(leaf -> comment("      ", leftOut(leaf)));
    add("    write: " + write(tableName()));
  }

  private void level(Level level, boolean keepsAll) {
    if (!level.columns().isEmpty()) {
      add("      - select:");
      if (keepsAll) {
        add("          - \"*\"");
      }
      level.columns().forEach(leaf -> add("          - " + YamlText.of(flat.item(leaf))));
    }
    explodes(level.explodes());
  }

  private void explodes(List<Explosion> explosions) {
    if (!explosions.isEmpty()) {
      comment("      ", "A row for each element; one of nulls where there is none.");
    }
    if (explosions.size() > 1) {
      multiplying(explosions.stream().map(e -> flat.name(e.array())).toList());
    }
    for (Explosion explosion : explosions) {
      String column = YamlText.of(SqlName.of(flat.name(explosion.array())));
      for (int i = 0; i < explosion.times(); i++) {
        add("      - explode_outer: " + column);
      }
    }
  }

  private void multiplying(List<String> arrays) {
    String first = arrays.get(0);
    comment(
        "      ",
        "Explodes multiply: 2 of %s and 3 of %s give 6 rows, so that a sum over %s"
            .formatted(first, arrays.get(1), first));
    comment(
        "      ",
        "counts each 3 times. Explode only one where you sum ('tidemark plan' shows how rows");
    comment("      ", "multiply).");
  }

  private String kept(Leaf leaf) {
    return "%s stays an array; a third explode would multiply the rows once more."
        .formatted(flat.name(leaf));
  }

  private static String leftOut(Leaf leaf) {
    return "%s is left out: its elements have names that a Delta table can't have; explode it, and"
            .formatted(leaf)
        + " name them with AS.";
  }

  /** An example of what else can be done, for who removes the marks of the comment. */
  private void window(String eventTime) {
    String window = name + "_per_5_minutes";
    add("");
    comment("  ", "Records in windows of five minutes; remove the marks to have them.");
    List<String> example =
        List.of(
            YamlText.of(window) + ":",
            "  from: " + YamlText.of(name),
            "  steps:",
            "    - with_column: {event_time: " + YamlText.of(eventTime) + "}",
            "    - with_watermark: {column: event_time, delay: 10 seconds}",
            "    - group_by:",
            "        window: {size: 5 minutes}",
            "        aggregate: {records: count(*)}",
            "  write: " + write(window));
    example.forEach(line -> add("  # " + line));
  }

  private String tableName() {
    return name + "_flat";
  }

  private static String write(String table) {
    return "{delta: \"${DATA:-data}/tables/" + table + "\", output_mode: append}";
  }

  private static String list(List<String> texts) {
    return texts.stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
  }

  private void comment(String indent, String text) {
    add(indent + "# " + YamlText.inComment(text));
  }

  private void add(String line) {
    lines.add(line);
  }
}
