package io.tidemark.cli;

import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.output.CsvWriter;
import io.tidemark.sql.output.JsonWriter;
import io.tidemark.sql.output.TableWriter;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** How rows are printed: as a table for people, or as at most one of these. */
final class OutputFormat {

  @Option(names = "--json", description = "Print an array of JSON objects.")
  private boolean json;

  @Option(names = "--csv", description = "Print CSV with a header.")
  private boolean csv;

  boolean isTable() {
    return !json && !csv;
  }

  /**
   * What prints the rows.
   *
   * @param limits of a table; JSON and CSV take what they are given
   */
  ResultWriter writer(PrintStream out, TableWriter.Limits limits) {
    if (json) {
      return new JsonWriter(out);
    }
    return csv ? new CsvWriter(out) : new TableWriter(out, limits);
  }
}
