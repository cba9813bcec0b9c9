package io.tidemark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts in files. {@code mvn test -Dgolden=update} writes them anew; then read the diff.
 */
public final class Golden {

  /** Whether expected files are to be written, not compared. */
  public static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  private Golden() {}

  /** Asserts that the file says exactly this. */
  public static void assertSame(Path file, String text) {
    try {
      if (UPDATE) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
      }
      assertThat(file).hasContent(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
