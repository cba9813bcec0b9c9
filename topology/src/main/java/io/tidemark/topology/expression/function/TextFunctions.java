package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BINARY;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.value.Characters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Texts made of texts. */
final class TextFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Text",
          List.of(
              named("upper", "ucase")
                  .takes("text", STRING)
                  .does("In upper case.")
                  .example("upper('Straße')", "STRASSE")
                  .computes(STRING, text -> ((String) text).toUpperCase(Locale.ROOT)),
              named("lower", "lcase")
                  .takes("text", STRING)
                  .does("In lower case.")
                  .example("lower('SparkSQL')", "sparksql")
                  .computes(STRING, text -> ((String) text).toLowerCase(Locale.ROOT)),
              named("initcap")
                  .takes("text", STRING)
                  .does("The first letter of each word in upper case, the others in lower case.")
                  .example("initcap('sPark sql')", "Spark Sql")
                  .computes(STRING, text -> Characters.capitalized((String) text)),
              named("trim", "btrim")
                  .takes("text", STRING)
                  .mayTake("characters", STRING, " ")
                  .does("Without blanks, or the given characters, at both ends.")
                  .example("trim('  tide mark ')", "tide mark")
                  .example("trim('SSparkSQLS', 'SL')", "parkSQ")
                  .combines(STRING, (text, set) -> trim((String) text, (String) set)),
              named("ltrim")
                  .takes("text", STRING)
                  .mayTake("characters", STRING, " ")
                  .does("Without blanks, or the given characters, at the start.")
                  .example("ltrim('  x ')", "x ")
                  .combines(
                      STRING, (text, set) -> Characters.trimStart((String) text, (String) set)),
              named("rtrim")
                  .takes("text", STRING)
                  .mayTake("characters", STRING, " ")
                  .does("Without blanks, or the given characters, at the end.")
                  .example("rtrim(' x  ')", " x")
                  .combines(STRING, (text, set) -> Characters.trimEnd((String) text, (String) set)),
              named("substring", "substr")
                  .takes("text", STRING)
                  .takes("position", INT)
                  .mayTake("length", INT, Integer.MAX_VALUE)
                  .does("From a position on, counted from 1, or from the end if negative.")
                  .example("substring('Spark SQL', 5)", "k SQL")
                  .example("substring('Spark SQL', -3)", "SQL")
                  .example("substring('Spark SQL', 5, 1)", "k")
                  .computesAll(
                      STRING,
                      v -> Characters.substring((String) v[0], (Integer) v[1], (Integer) v[2])),
              named("left")
                  .takes("text", STRING)
                  .takes("length", INT)
                  .does("The first characters.")
                  .example("left('Spark SQL', 3)", "Spa")
                  .combines(STRING, (text, n) -> Characters.left((String) text, (Integer) n)),
              named("right")
                  .takes("text", STRING)
                  .takes("length", INT)
                  .does("The last characters.")
                  .example("right('Spark SQL', 3)", "SQL")
                  .combines(STRING, (text, n) -> Characters.right((String) text, (Integer) n)),
              named("lpad")
                  .takes("text", STRING)
                  .takes("length", INT)
                  .mayTake("pad", STRING, " ")
                  .does("Filled up at the start to a length; a longer text is cut to it.")
                  .example("lpad('hi', 5, '??')", "???hi")
                  .example("lpad('hi', 1, '??')", "h")
                  .computesAll(
                      STRING, v -> padding(v) + Characters.left((String) v[0], (Integer) v[1])),
              named("rpad")
                  .takes("text", STRING)
                  .takes("length", INT)
                  .mayTake("pad", STRING, " ")
                  .does("Filled up at the end to a length; a longer text is cut to it.")
                  .example("rpad('hi', 5, '??')", "hi???")
                  .computesAll(
                      STRING, v -> Characters.left((String) v[0], (Integer) v[1]) + padding(v)),
              named("repeat")
                  .takes("text", STRING)
                  .takes("times", INT)
                  .does("The text as many times, one after another.")
                  .example("repeat('ab', 2)", "abab")
                  .combines(STRING, (text, n) -> Characters.repeat((String) text, (Integer) n)),
              named("reverse")
                  .takes("value", Accepts.ANY)
                  .does("The characters of a text, or the elements of an array, backwards.")
                  .example("reverse('Spark')", "krapS")
                  .example("reverse(array(2, 1, 4))", "[4, 1, 2]")
                  .binds("as the value", TextFunctions::reverse),
              named("replace")
                  .takes("text", STRING)
                  .takes("search", STRING)
                  .mayTake("replacement", STRING, "")
                  .does("Each occurrence of a text replaced by another.")
                  .example("replace('ABCabc', 'abc', 'DEF')", "ABCDEF")
                  .computesAll(STRING, TextFunctions::replace),
              named("length", "char_length", "character_length", "len")
                  .takes("text", Accepts.TEXT_OR_BINARY)
                  .does("The number of characters, or bytes.")
                  .example("length('Spark SQL ')", "10")
                  .binds("INT", TextFunctions::length)));

  private TextFunctions() {}

  private static String trim(String text, String set) {
    return Characters.trimEnd(Characters.trimStart(text, set), set);
  }

  private static String padding(Object[] values) {
    return Characters.padding((String) values[0], (Integer) values[1], (String) values[2]);
  }

  private static String replace(Object[] values) {
    String text = (String) values[0];
    String search = (String) values[1];
    return search.isEmpty() ? text : text.replace(search, (String) values[2]);
  }

  private static Operand reverse(Call call) {
    DataType type = call.type(0);
    if (type instanceof ArrayType) {
      return call.unary(
          type,
          value -> {
            List<Object> reversed = new ArrayList<>((List<?>) value);
            Collections.reverse(reversed);
            return reversed;
          });
    }
    Operand text = Accepts.exactly(STRING).accept(call.argument(0));
    if (text == null) {
      throw call.source().problem("reverse takes STRING or ARRAY, found " + type.ddl());
    }
    return call.with(List.of(text))
        .unary(STRING, value -> new StringBuilder((String) value).reverse().toString());
  }

  private static Operand length(Call call) {
    return call.type(0) == BINARY
        ? call.unary(INT, bytes -> ((byte[]) bytes).length)
        : call.unary(INT, text -> Characters.length((String) text));
  }
}
