package io.tidemark.topology.expression.operator;

import java.util.Locale;

/** An arithmetic operator, and how it is spoken of. */
public enum ArithmeticSign {
  ADD("+", "cannot add %s and %s"),
  SUBTRACT("-", "cannot subtract from %s %s"),
  MULTIPLY("*", "cannot multiply %s by %s"),
  DIVIDE("/", "cannot divide %s by %s"),
  REMAINDER("%", "cannot take the remainder of %s by %s"),
  DIV("DIV", "DIV takes whole numbers and decimals, not %s and %s");

  private final String written;
  private final String refusal;

  ArithmeticSign(String written, String refusal) {
    this.written = written;
    this.refusal = refusal;
  }

  public static ArithmeticSign of(String written) {
    String upper = written.toUpperCase(Locale.ROOT);
    for (ArithmeticSign sign : values()) {
      if (sign.written.equals(upper)) {
        return sign;
      }
    }
    throw new IllegalStateException("no operator " + written);
  }

  public String written() {
    return written;
  }

  /** Why it can't be applied to these types. */
  String refusal(String left, String right) {
    return refusal.formatted(left, right);
  }
}
