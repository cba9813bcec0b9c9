package io.tidemark.read;

import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;

/** What was read, told to a person. */
public final class ReadReport {

  private static final int DDL_WIDTH = 100;

  /** Where a source's schema is in a pipeline file. */
  private static final String SCHEMA = "    schema";

  private ReadReport() {}

  /** A schema that was found, in the form in which a pipeline file has it. */
  public static List<String> found(InferredSchema inferred) {
    List<String> lines = new ArrayList<>();
    lines.add("Schema of " + text(inferred.counts()) + ", as a source of a pipeline has it:");
    lines.add("");
    lines.addAll(schema(inferred.schema()));
    return lines;
  }

  /** {@code schema:} of a source, indented as in a pipeline file. */
  public static List<String> schema(StructType schema) {
    return YamlText.folded(SCHEMA, DdlLayout.lines(schema, DDL_WIDTH - SCHEMA.length() - 2));
  }

  /** How much was read, what became of it, and what went wrong. */
  public static List<String> summary(ReadCounts counts, long rows) {
    List<String> lines = new ArrayList<>();
    lines.add(text(counts) + ", " + Counted.of(rows, "row"));
    lines.addAll(problems(counts));
    return lines;
  }

  /** The same without rows. */
  public static List<String> summary(ReadCounts counts) {
    List<String> lines = new ArrayList<>();
    lines.add(text(counts));
    lines.addAll(problems(counts));
    return lines;
  }

  /** {@code 3 files, 2,000 records}. */
  public static String text(ReadCounts counts) {
    return Counted.of(counts.files(), "file") + ", " + Counted.of(counts.records(), "record");
  }

  private static List<String> problems(ReadCounts counts) {
    List<String> lines = new ArrayList<>();
    if (counts.bad() > 0) {
      lines.add(Counted.of(counts.bad(), "bad record") + ", which gave no row:");
      counts.badRecords().forEach(bad -> lines.add("  " + Visible.of(bad.toString())));
      addMore(lines, counts.bad() - counts.badRecords().size());
    }
    if (counts.unreadable() > 0) {
      lines.add(Counted.of(counts.unreadable(), "file") + " could not be read to the end:");
      counts.unreadableFiles().forEach(file -> lines.add("  " + Visible.of(file)));
      addMore(lines, counts.unreadable() - counts.unreadableFiles().size());
    }
    return lines;
  }

  private static void addMore(List<String> lines, long more) {
    if (more > 0) {
      lines.add("  … and %,d more".formatted(more));
    }
  }
}
