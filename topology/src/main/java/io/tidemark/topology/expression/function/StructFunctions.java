package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.Evaluator;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Branching;
import io.tidemark.topology.expression.syntax.TextLiteral;
import io.tidemark.topology.expression.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Making arrays, maps and structs. */
final class StructFunctions {

  /** A path, whose last name names the field. */
  private static final Pattern PATH =
      Pattern.compile("(?U)(?:.*\\.)?([\\p{L}_]\\w*|`(?:[^`]|``)+`)", Pattern.DOTALL);

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Making arrays, maps and structs",
          List.of(
              named("array")
                  .takesMore("elements", Accepts.ANY)
                  .does("An array of these, cast to what they have in common.")
                  .example("array(1, 2, 3L)", "[1, 2, 3]")
                  .binds("ARRAY", StructFunctions::array),
              named("map")
                  .takesMore("keysAndValues", Accepts.ANY)
                  .does("A map; a null or repeated key makes a bad record.")
                  .example("map(1.0, '2', 3.0, '4')", "{1.0 -> 2, 3.0 -> 4}")
                  .binds("MAP", StructFunctions::map),
              named("struct")
                  .takes("field", Accepts.ANY)
                  .takesMore("more", Accepts.ANY)
                  .does("A struct; fields are named as the columns, others `col1`, `col2`, ….")
                  .example("struct(1, 'a')", "{1, a}")
                  .binds("STRUCT", StructFunctions::struct),
              named("named_struct")
                  .takes("name", STRING)
                  .takes("value", Accepts.ANY)
                  .takesMore("more", Accepts.ANY)
                  .does("A struct of fields with these names, which are constants.")
                  .example("named_struct('a', 1, 'b', 2).b", "2")
                  .binds("STRUCT", StructFunctions::namedStruct)));

  private StructFunctions() {}

  private static Operand array(Call call) {
    if (call.size() == 0) {
      return Operand.constant(call.source(), new ArrayType(Types.NULL), List.of());
    }
    Call alike = call.with(Branching.alike(call.source(), call.arguments()));
    Evaluator[] elements = evaluators(alike.arguments());
    return alike.returns(new ArrayType(alike.type(0)), row -> Arrays.asList(values(elements, row)));
  }

  private static Operand map(Call call) {
    if (call.size() == 0 || call.size() % 2 != 0) {
      throw call.source().problem("map takes keys and values by turns");
    }
    List<Operand> keys = Branching.alike(call.source(), everySecond(call, 0));
    List<Operand> values = Branching.alike(call.source(), everySecond(call, 1));
    Evaluator[] keyOf = evaluators(keys);
    Evaluator[] valueOf = evaluators(values);
    List<Operand> all = new ArrayList<>(keys);
    all.addAll(values);
    return call.with(all)
        .returns(
            new MapType(keys.get(0).type(), values.get(0).type()),
            row -> map(values(keyOf, row), values(valueOf, row)));
  }

  private static Map<Object, @Nullable Object> map(
      @Nullable Object[] keys, @Nullable Object[] values) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      Object key = keys[i];
      if (key == null) {
        throw new BadValueException("a map's key is null");
      }
      if (map.containsKey(key)) {
        throw new BadValueException("a map has the key " + key + " twice");
      }
      map.put(key, values[i]);
    }
    return map;
  }

  private static Operand struct(Call call) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      Operand field = call.argument(i);
      Matcher path = PATH.matcher(field.source().text().strip());
      boolean isNamed = !field.isConstant() && path.matches();
      names.add(isNamed ? TextLiteral.name(path.group(1)) : "col" + (i + 1));
    }
    return struct(call, names, call.arguments());
  }

  private static Operand namedStruct(Call call) {
    if (call.size() % 2 != 0) {
      throw call.source().problem("named_struct takes names and values by turns");
    }
    List<String> names = new ArrayList<>();
    for (Operand name : everySecond(call, 0)) {
      if (!name.isConstant() || !(name.value() instanceof String text)) {
        throw name.source().problem("a field's name must be a constant text");
      }
      names.add(text);
    }
    return struct(call, names, everySecond(call, 1));
  }

  private static Operand struct(Call call, List<String> names, List<Operand> values) {
    Evaluator[] evaluators = evaluators(values);
    return call.with(values)
        .returns(type(call, names, values), row -> Row.wrap(values(evaluators, row)));
  }

  private static DataType type(Call call, List<String> names, List<Operand> values) {
    List<StructField> fields = new ArrayList<>();
    try {
      for (int i = 0; i < names.size(); i++) {
        fields.add(StructField.of(names.get(i), values.get(i).type()));
      }
      return new StructType(fields);
    } catch (IllegalArgumentException e) {
      throw call.source().problem(String.valueOf(e.getMessage()));
    }
  }

  private static List<Operand> everySecond(Call call, int from) {
    List<Operand> operands = new ArrayList<>();
    for (int i = from; i < call.size(); i += 2) {
      operands.add(call.argument(i));
    }
    return operands;
  }

  private static Evaluator[] evaluators(List<Operand> operands) {
    return operands.stream().map(Operand::evaluator).toArray(Evaluator[]::new);
  }

  private static @Nullable Object[] values(Evaluator[] evaluators, Row row) {
    @Nullable Object[] values = new Object[evaluators.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluators[i].evaluate(row);
    }
    return values;
  }
}
