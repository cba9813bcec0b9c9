package io.tidemark.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder of generated files, made once and used again.
 *
 * @param orders in it
 */
record Input(Path folder, long orders) {

  private static final String DONE = "_complete";

  /** The input of this size below {@code parent}; written if it isn't there yet. */
  static Input of(Path parent, long orders, int ordersPerFile) throws IOException {
    Path folder = parent.resolve("orders-%d-by-%d".formatted(orders, ordersPerFile));
    Input input = new Input(folder, orders);
    if (!Files.exists(folder.resolve(DONE))) {
      Files.createDirectories(folder);
      for (long first = 0; first < orders; first += ordersPerFile) {
        writeFile(folder, first, Math.min(ordersPerFile, orders - first));
      }
      Files.createFile(folder.resolve(DONE));
    }
    return input;
  }

  long bytes() {
    return orders * OrderText.BYTES;
  }

  /** A file of consecutive orders; names sort by order. */
  static Path writeFile(Path folder, long first, long count) throws IOException {
    Path file = folder.resolve(String.format(Locale.ROOT, "orders-%010d.json", first));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long order = first; order < first + count; order++) {
        out.write(OrderText.line(order));
      }
    }
    return file;
  }
}
