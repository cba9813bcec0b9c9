package io.tidemark.sql.output;

import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON array of objects, a line each. A second column of one name gets a number behind it. */
public final class JsonWriter implements ResultWriter {

  private final PrintStream out;
  private List<String> names = List.of();
  private boolean isFirst = true;
  private long rows;

  public JsonWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    names = unique(columns.stream().map(Column::name).toList());
    out.print("[");
  }

  @Override
  public boolean row(List<@Nullable Object> values) {
    StringBuilder line = new StringBuilder(isFirst ? "\n{" : ",\n{");
    isFirst = false;
    for (int i = 0; i < values.size(); i++) {
      line.append(i == 0 ? "" : ",").append(Texts.json(names.get(i))).append(':');
      line.append(Texts.json(values.get(i)));
    }
    out.print(line.append('}'));
    return !BrokenPipe.isBroken(out, ++rows);
  }

  @Override
  public void end() {
    out.println("\n]");
  }

  private static List<String> unique(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int i = 2; !taken.add(candidate); i++) {
        candidate = name + "_" + i;
      }
      unique.add(candidate);
    }
    return unique;
  }
}
