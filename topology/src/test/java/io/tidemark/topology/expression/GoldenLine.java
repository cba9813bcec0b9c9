package io.tidemark.topology.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A line of a golden file: {@code expression | result | type}. The result is a text, NULL for null,
 * or {@code !reason} for a bad value, and then there is no type.
 */
record GoldenLine(String place, List<String> cells) {

  static List<GoldenLine> read(String file) {
    String path = "golden/" + file;
    try (InputStream in = Objects.requireNonNull(GoldenLine.class.getResourceAsStream(path))) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      return Arrays.stream(lines)
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> new GoldenLine(file, Arrays.asList(line.split(" \\| ", -1))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String expression() {
    return cells.get(0);
  }

  String result() {
    return cells.get(1);
  }

  boolean isBadValue() {
    return result().startsWith("!");
  }

  String type() {
    return cells.get(2);
  }

  @Override
  public String toString() {
    return place + ": " + String.join(" | ", cells);
  }
}
