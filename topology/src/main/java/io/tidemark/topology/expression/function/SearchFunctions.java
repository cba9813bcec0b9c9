package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BOOLEAN;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.ArrayType;
import io.tidemark.topology.expression.operator.Matching;
import io.tidemark.topology.expression.value.Characters;
import java.util.List;

/** Finding, splitting and joining texts. */
final class SearchFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Searching, splitting and joining texts",
          List.of(
              named("contains")
                  .takes("text", STRING)
                  .takes("part", STRING)
                  .does("Whether the part is in the text.")
                  .example("contains('Spark SQL', 'Spark')", "true")
                  .combines(BOOLEAN, (text, part) -> ((String) text).contains((String) part)),
              named("startswith")
                  .takes("text", STRING)
                  .takes("start", STRING)
                  .does("Whether the text starts so.")
                  .example("startswith('Spark SQL', 'Spark')", "true")
                  .combines(BOOLEAN, (text, part) -> ((String) text).startsWith((String) part)),
              named("endswith")
                  .takes("text", STRING)
                  .takes("end", STRING)
                  .does("Whether the text ends so.")
                  .example("endswith('Spark SQL', 'Spark')", "false")
                  .combines(BOOLEAN, (text, part) -> ((String) text).endsWith((String) part)),
              named("instr")
                  .takes("text", STRING)
                  .takes("part", STRING)
                  .does("The position of the first occurrence, from 1; 0 if there is none.")
                  .example("instr('SparkSQL', 'SQL')", "6")
                  .combines(
                      INT, (text, part) -> Characters.indexOf((String) text, (String) part, 1)),
              named("locate", "position")
                  .takes("part", STRING)
                  .takes("text", STRING)
                  .mayTake("from", INT, 1)
                  .does("The position of the first occurrence at or after another, from 1; or 0.")
                  .example("locate('bar', 'foobarbar')", "4")
                  .example("locate('bar', 'foobarbar', 5)", "7")
                  .computesAll(
                      INT, v -> Characters.indexOf((String) v[1], (String) v[0], (Integer) v[2])),
              named("regexp_like", "regexp", "rlike")
                  .takes("text", STRING)
                  .takes("regex", STRING)
                  .does("Whether a regular expression is found in the text.")
                  .example("regexp_like('order-17', r'\\d+')", "true")
                  .binds(
                      "BOOLEAN",
                      call -> Matching.rlike(call.source(), call.argument(0), call.argument(1))),
              named("regexp_extract")
                  .takes("text", STRING)
                  .takes("regex", STRING)
                  .mayTake("group", INT, 1)
                  .does("What a group of the first match matched; empty if there is no match.")
                  .example("regexp_extract('100-200', r'(\\d+)-(\\d+)', 1)", "100")
                  .binds("STRING", RegexCalls::extract),
              named("regexp_replace")
                  .takes("text", STRING)
                  .takes("regex", STRING)
                  .takes("replacement", STRING)
                  .mayTake("from", INT, 1)
                  .does("Each match replaced; `$1` in the replacement is the first group.")
                  .example("regexp_replace('100-200', r'(\\d+)', 'num')", "num-num")
                  .binds("STRING", RegexCalls::replace),
              named("split")
                  .takes("text", STRING)
                  .takes("regex", STRING)
                  .mayTake("limit", INT, -1)
                  .does("The parts between matches; at most `limit` if that is above 0.")
                  .example("split('oneAtwoBthreeC', '[ABC]')", "[one, two, three, ]")
                  .example("split('oneAtwoBthreeC', '[ABC]', 2)", "[one, twoBthreeC]")
                  .binds("ARRAY<STRING>", RegexCalls::split),
              named("concat")
                  .takesMore("values", Accepts.ANY)
                  .does("One after another: texts, or the elements of arrays. Also written `||`.")
                  .example("concat('Spark', 'SQL')", "SparkSQL")
                  .example("concat(array(1, 2), array(3))", "[1, 2, 3]")
                  .binds("STRING, BINARY or ARRAY", Concatenation::concat),
              named("concat_ws")
                  .takes("separator", STRING)
                  .takesMore("values", Accepts.ANY)
                  .does("Texts and arrays of texts with a separator between; nulls are left out.")
                  .example("concat_ws(' ', 'Spark', NULL, array('S', 'Q'))", "Spark S Q")
                  .binds("STRING", Concatenation::concatWithSeparator),
              named("array_join")
                  .takes("array", Accepts.exactly(new ArrayType(STRING)))
                  .takes("separator", STRING)
                  .mayTake("forNull", Accepts.exactly(STRING))
                  .does("The elements with a separator between; nulls are left out or replaced.")
                  .example("array_join(array('hello', NULL, 'world'), ' ')", "hello world")
                  .example("array_join(array('a', NULL), ' ', ',')", "a ,")
                  .binds("STRING", Concatenation::join)));

  private SearchFunctions() {}
}
