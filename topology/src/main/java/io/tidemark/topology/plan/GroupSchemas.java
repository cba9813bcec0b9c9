package io.tidemark.topology.plan;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.TypedExpression;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The columns of rows on their way to an aggregation, and of those that come too late. */
final class GroupSchemas {

  private static final Pattern PATH = Pattern.compile("(\\w+\\.)*(?<last>[A-Za-z_]\\w*)");

  private GroupSchemas() {}

  /**
   * Event time, keys, and an argument per call that has one. An argument that is a path has its
   * last name, as in a select; another one that of its aggregate.
   */
  static StructType groups(List<SelectColumn> keys, Map<String, AggregateExpression> aggregates) {
    UniqueFields fields = new UniqueFields();
    fields.add("event_time", PrimitiveType.TIMESTAMP);
    keys.forEach(k -> fields.add(k.name(), k.type()));
    aggregates.forEach(
        (name, aggregate) -> {
          for (AggregateCall call : aggregate.calls()) {
            TypedExpression argument = call.argument();
            if (argument != null) {
              fields.add(argumentName(argument.name(), name), argument.type());
            }
          }
        });
    return fields.schema();
  }

  private static String argumentName(String text, String aggregate) {
    var path = PATH.matcher(text);
    return path.matches() ? path.group("last") : aggregate;
  }

  /** A row of {@code groups}, its last window, and why it is late. */
  static StructType late(StructType groups) {
    UniqueFields fields = new UniqueFields();
    groups.fields().forEach(f -> fields.add(f.name(), f.type()));
    fields.add(AggregationPlan.WINDOW_START, PrimitiveType.TIMESTAMP);
    fields.add(AggregationPlan.WINDOW_END, PrimitiveType.TIMESTAMP);
    fields.add("watermark", PrimitiveType.TIMESTAMP);
    fields.add("lateness_ms", PrimitiveType.BIGINT);
    fields.add("source_topic", PrimitiveType.STRING);
    fields.add("source_partition", PrimitiveType.INT);
    fields.add("source_offset", PrimitiveType.BIGINT);
    return fields.schema();
  }
}
