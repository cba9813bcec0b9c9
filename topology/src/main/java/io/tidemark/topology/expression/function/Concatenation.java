package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BINARY;
import static io.tidemark.row.PrimitiveType.STRING;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Branching;
import io.tidemark.topology.expression.type.Types;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Calls that put values one after another. */
final class Concatenation {

  private Concatenation() {}

  static Operand concat(Call call) {
    if (call.arguments().stream().anyMatch(o -> o.type() instanceof ArrayType)) {
      Call alike = call.with(Branching.alike(call.source(), call.arguments()));
      return alike.variadic(alike.type(0), Concatenation::arrays);
    }
    boolean isBinary =
        call.size() > 0 && call.arguments().stream().allMatch(o -> o.type() == BINARY);
    if (isBinary) {
      return call.variadic(BINARY, Concatenation::bytes);
    }
    return call.with(call.arguments().stream().map(Concatenation::text).toList())
        .variadic(STRING, Concatenation::texts);
  }

  static Operand concatWithSeparator(Call call) {
    List<Operand> parts = call.arguments().stream().map(Concatenation::textOrTexts).toList();
    Evaluator[] evaluators = parts.stream().map(Operand::evaluator).toArray(Evaluator[]::new);
    return call.with(parts)
        .returns(
            STRING,
            row -> {
              Object separator = evaluators[0].evaluate(row);
              if (separator == null) {
                return null;
              }
              StringJoiner text = new StringJoiner((String) separator);
              for (int i = 1; i < evaluators.length; i++) {
                add(evaluators[i].evaluate(row), text);
              }
              return text.toString();
            });
  }

  static Operand join(Call call) {
    return call.variadic(
        STRING,
        values -> {
          StringJoiner text = new StringJoiner((String) values[1]);
          for (Object item : (List<?>) values[0]) {
            if (item != null) {
              text.add((String) item);
            } else if (values.length > 2) {
              text.add((String) values[2]);
            }
          }
          return text.toString();
        });
  }

  private static void add(@Nullable Object value, StringJoiner text) {
    if (value instanceof List<?> list) {
      list.forEach(item -> add(item, text));
    } else if (value != null) {
      text.add((String) value);
    }
  }

  private static Object texts(Object[] values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      text.append((String) value);
    }
    return text.toString();
  }

  private static Object bytes(Object[] values) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object value : values) {
      all.writeBytes((byte[]) value);
    }
    return all.toByteArray();
  }

  private static Object arrays(Object[] values) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object value : values) {
      all.addAll((List<?>) value);
    }
    return all;
  }

  private static Operand textOrTexts(Operand operand) {
    if (operand.type() instanceof ArrayType array) {
      DataType texts = new ArrayType(STRING);
      if (Coercion.isImplicit(array, texts)) {
        return Coercion.to(texts, operand);
      }
    }
    return text(operand);
  }

  private static Operand text(Operand operand) {
    if (!Coercion.isImplicit(operand.type(), STRING)) {
      throw operand.source().problem("cannot concatenate " + Types.name(operand.type()));
    }
    return Coercion.to(STRING, operand);
  }
}
