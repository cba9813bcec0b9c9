package io.tidemark.topology.expression.operator;

import io.tidemark.row.DataType;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.CommonType;
import io.tidemark.topology.expression.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CASE and what is like it: of several results of one common type, the first that applies. */
public final class Branching {

  private Branching() {}

  /**
   * The result of the first condition that is true.
   *
   * @param results one for each condition, and one more: what it is when none is true
   */
  public static Operand of(Source source, List<Operand> conditions, List<Operand> results) {
    List<Operand> tests = conditions.stream().map(Logic::condition).toList();
    List<Operand> values = alike(source, results);
    Evaluator[] when = evaluators(tests);
    Evaluator[] then = evaluators(values);
    Evaluator evaluator =
        row -> {
          for (int i = 0; i < when.length; i++) {
            if (Boolean.TRUE.equals(when[i].evaluate(row))) {
              return then[i].evaluate(row);
            }
          }
          return then[when.length].evaluate(row);
        };
    List<Operand> parts = new ArrayList<>(tests);
    parts.addAll(values);
    return Operand.of(source, values.get(0).type(), evaluator, parts);
  }

  /** The first that is not null. */
  public static Operand firstNotNull(Source source, List<Operand> candidates) {
    List<Operand> values = alike(source, candidates);
    Evaluator[] evaluators = evaluators(values);
    Evaluator evaluator =
        row -> {
          for (Evaluator candidate : evaluators) {
            Object value = candidate.evaluate(row);
            if (value != null) {
              return value;
            }
          }
          return null;
        };
    return Operand.of(source, values.get(0).type(), evaluator, values);
  }

  /**
   * All of them, cast to the type that they have in common.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if they have none
   */
  public static List<Operand> alike(Source source, List<Operand> operands) {
    List<DataType> types = operands.stream().map(Operand::type).toList();
    DataType common = CommonType.of(types).orElseThrow(() -> unlike(source, types));
    return operands.stream().map(o -> Coercion.to(common, o)).toList();
  }

  private static RuntimeException unlike(Source source, List<DataType> types) {
    String names = types.stream().map(Types::name).distinct().collect(Collectors.joining(", "));
    return source.problem("these have no type in common: " + names);
  }

  private static Evaluator[] evaluators(List<Operand> operands) {
    return operands.stream().map(Operand::evaluator).toArray(Evaluator[]::new);
  }
}
