package io.tidemark.topology.definition;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's byte strings: {@code 1048576}, {@code 64m}, {@code 1 GB}; units are powers of 1024. */
final class ByteSize {

  private static final String PATTERN = "[0-9]+ *([kKmMgGtT]?[bB]?)";
  private static final String EXPECTED = "a number of bytes such as 1048576, 64m or 1g";
  private static final Pattern WHOLE = Pattern.compile("([0-9]+) *([kmgt]?)b?");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40);

  /** At least one byte. */
  static final Shape<Long> SHAPE = Shapes.size(EXPECTED, PATTERN, ByteSize::parse);

  private ByteSize() {}

  /**
   * @throws IllegalArgumentException if it is none, or not greater than zero
   */
  static long parse(String text) {
    Matcher matcher = WHOLE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not " + EXPECTED);
    }
    int shift = SHIFTS.getOrDefault(matcher.group(2), 0);
    try {
      long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too large a number of bytes", e);
    }
    throw new IllegalArgumentException("'" + text + "' must be greater than zero");
  }
}
