package io.tidemark.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Writes files as if some time ago, so that they have settled. */
final class TestFiles {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private TestFiles() {}

  static Path write(Path file, String text, int second) throws IOException {
    return write(file, text.getBytes(UTF_8), second);
  }

  static Path write(Path file, byte[] content, int second) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return age(file, second);
  }

  /** The file as if last written so many seconds after the start of all tests' time. */
  static Path age(Path file, int second) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(second)));
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
