package io.tidemark.topology.expression.operator;

import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Precompiled;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.LikePattern;
import io.tidemark.topology.expression.value.Regex;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** LIKE, ILIKE and RLIKE. */
public final class Matching {

  private Matching() {}

  public static Operand like(Source source, Operand text, Operand pattern, char escape) {
    return of(source, text, pattern, p -> LikePattern.compile(p, escape));
  }

  /** Without regard to case. */
  public static Operand ilike(Source source, Operand text, Operand pattern, char escape) {
    return of(
        source,
        text,
        pattern,
        p -> {
          Predicate<String> lower = LikePattern.compile(p.toLowerCase(Locale.ROOT), escape);
          return value -> lower.test(value.toLowerCase(Locale.ROOT));
        });
  }

  /** Whether the regular expression is found anywhere in the text. */
  public static Operand rlike(Source source, Operand text, Operand pattern) {
    return of(source, text, pattern, Matching::finder);
  }

  private static Predicate<String> finder(String regex) {
    Pattern pattern = Regex.compile(regex);
    return text -> {
      try {
        return pattern.matcher(text).find();
      } catch (StackOverflowError e) {
        throw Regex.tooDeep(text);
      }
    };
  }

  private static Operand of(
      Source source, Operand text, Operand pattern, Function<String, Predicate<String>> maker) {
    Operand subject = text(text);
    Operand matched = text(pattern);
    Function<Object, Predicate<String>> matchers = Precompiled.of(matched, maker);
    return Operand.of(
        source,
        PrimitiveType.BOOLEAN,
        NullSafe.binary(subject, matched, (s, p) -> matchers.apply(p).test((String) s)),
        List.of(subject, matched));
  }

  private static Operand text(Operand operand) {
    if (!Coercion.isImplicit(operand.type(), PrimitiveType.STRING)) {
      throw operand.source().problem("expected STRING, found " + Types.name(operand.type()));
    }
    return Coercion.to(PrimitiveType.STRING, operand);
  }
}
