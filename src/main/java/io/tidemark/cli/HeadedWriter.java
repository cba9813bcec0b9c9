package io.tidemark.cli;

import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result with lines above it, which are printed when it is sure that there is one. */
record HeadedWriter(List<String> lines, PrintStream out, ResultWriter result)
    implements ResultWriter {

  @Override
  public void begin(List<Column> columns) {
    lines.forEach(out::println);
    out.println();
    result.begin(columns);
  }

  @Override
  public boolean row(List<@Nullable Object> values) {
    return result.row(values);
  }

  @Override
  public void end() {
    result.end();
  }
}
