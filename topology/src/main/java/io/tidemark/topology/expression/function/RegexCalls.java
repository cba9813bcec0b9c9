package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.STRING;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Precompiled;
import io.tidemark.topology.expression.operand.Variadic;
import io.tidemark.topology.expression.value.Characters;
import io.tidemark.topology.expression.value.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls that use a regular expression, their second argument; it is compiled once if constant. */
final class RegexCalls {

  private RegexCalls() {}

  static Operand extract(Call call) {
    Function<Object, Pattern> patterns = patterns(call);
    return guarded(
        call,
        STRING,
        values -> {
          Matcher matcher = patterns.apply(values[1]).matcher((String) values[0]);
          int group = (Integer) values[2];
          if (group < 0 || group > matcher.groupCount()) {
            throw new BadValueException(
                "the regular expression has %d groups, not %d"
                    .formatted(matcher.groupCount(), group));
          }
          String found = matcher.find() ? matcher.group(group) : null;
          return found == null ? "" : found;
        });
  }

  static Operand replace(Call call) {
    Function<Object, Pattern> patterns = patterns(call);
    return guarded(
        call,
        STRING,
        values -> {
          String text = (String) values[0];
          int from = (Integer) values[3];
          if (from < 1) {
            throw new BadValueException("a position counts from 1, not " + from);
          }
          String start = Characters.left(text, from - 1);
          String rest = text.substring(start.length());
          return start + replaced(patterns.apply(values[1]).matcher(rest), (String) values[2]);
        });
  }

  static Operand split(Call call) {
    Function<Object, Pattern> patterns = patterns(call);
    return guarded(
        call,
        new ArrayType(STRING),
        values -> {
          String text = (String) values[0];
          Pattern pattern = patterns.apply(values[1]);
          int limit = (Integer) values[2] > 0 ? (Integer) values[2] : -1;
          return pattern.pattern().isEmpty() && !text.isEmpty()
              ? characters(text, limit)
              : Arrays.asList(pattern.split(text, limit));
        });
  }

  private static Operand guarded(Call call, DataType type, Variadic function) {
    return call.variadic(
        type,
        values -> {
          try {
            return function.apply(values);
          } catch (StackOverflowError e) {
            throw Regex.tooDeep((String) values[0]);
          }
        });
  }

  private static String replaced(Matcher matcher, String replacement) {
    try {
      return matcher.replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadValueException(
          "the replacement '%s' is not one: %s".formatted(replacement, e.getMessage()));
    }
  }

  /** Without the empty text that Java finds after the last character. */
  private static List<String> characters(String text, int limit) {
    List<String> characters = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      boolean isLast = characters.size() + 1 == limit;
      int end = isLast ? text.length() : text.offsetByCodePoints(at, 1);
      characters.add(text.substring(at, end));
      at = end;
    }
    return characters;
  }

  private static Function<Object, Pattern> patterns(Call call) {
    return Precompiled.of(call.argument(1), Regex::compile);
  }
}
