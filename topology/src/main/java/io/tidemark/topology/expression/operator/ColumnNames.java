package io.tidemark.topology.expression.operator;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.topology.expression.syntax.Source;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Finds columns and fields: by their exact name, or else, as in Spark, without regard to case. */
public record ColumnNames(StructType type, String kind) {

  private static final int SHOWN = 12;

  public static ColumnNames of(StructType struct) {
    return new ColumnNames(struct, "field");
  }

  /**
   * The position of a name.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if there is none of that name
   */
  public int position(Source source, String name) {
    OptionalInt exact = type.find(name);
    if (exact.isPresent()) {
      return exact.getAsInt();
    }
    int[] alike =
        IntStream.range(0, type.size())
            .filter(i -> type.field(i).name().equalsIgnoreCase(name))
            .toArray();
    if (alike.length == 1) {
      return alike[0];
    }
    String missing = alike.length == 0 ? "no" : "more than one";
    throw source.problem("%s %s '%s' in %s%s".formatted(missing, kind, name, shown(), hint(name)));
  }

  private String shown() {
    List<String> names = type.names();
    String more = names.size() <= SHOWN ? "" : ", …";
    return "[" + String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + more + "]";
  }

  private String hint(String name) {
    String hint = NearestName.hint(name, type.names());
    return hint.isEmpty() ? "" : "; " + hint;
  }
}
