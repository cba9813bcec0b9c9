package io.tidemark.topology.expression.operand;

import io.tidemark.topology.expression.BadValueException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a text before it is used: a pattern, a format, a path. Made once of a constant,
 * otherwise again whenever the text differs from the last one.
 */
public final class Precompiled<T> {

  private final Function<String, T> maker;

  /** Unsynchronized: threads may make the same again, and entries never change. */
  private @Nullable Entry<T> last;

  private Precompiled(Function<String, T> maker) {
    this.maker = maker;
  }

  /**
   * A function from the operand's value to what the maker makes of it.
   *
   * @param maker throws {@link IllegalArgumentException}, with a message for the user, for a text
   *     that it can't take
   * @throws io.tidemark.topology.expression.ExpressionException if that text is a constant
   */
  public static <T> Function<Object, T> of(Operand text, Function<String, T> maker) {
    if (!text.isConstant() || text.value() == null) {
      Precompiled<T> latest = new Precompiled<>(maker);
      return value -> latest.of((String) value);
    }
    try {
      T made = maker.apply((String) text.value());
      return value -> made;
    } catch (IllegalArgumentException e) {
      throw text.source().problem(String.valueOf(e.getMessage()));
    }
  }

  private T of(String text) {
    Entry<T> entry = last;
    if (entry == null || !entry.text.equals(text)) {
      entry = new Entry<>(text, make(text));
      last = entry;
    }
    return entry.made;
  }

  private T make(String text) {
    try {
      return maker.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  private record Entry<T>(String text, T made) {}
}
