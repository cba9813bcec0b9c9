package io.tidemark.files.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Splits texts for tests. */
final class Splitting {

  static final int MAX_PIECE_BYTES = 1_000_000;

  private Splitting() {}

  /** The texts of the pieces, in order. */
  static List<String> texts(Layout layout, String content) throws IOException {
    return pieces(layout, new ByteArrayInputStream(content.getBytes(UTF_8))).stream()
        .map(piece -> new String(piece.bytes(), UTF_8))
        .toList();
  }

  static List<Piece> pieces(Layout layout, InputStream content) throws IOException {
    return pieces(new DocumentSplitter(content, layout, MAX_PIECE_BYTES, 0));
  }

  static List<Piece> pieces(DocumentSplitter splitter) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    while (splitter.advance()) {
      pieces.add(splitter.next());
    }
    return pieces;
  }

  /** The bytes, so many at a time at most. */
  static InputStream dripping(byte[] bytes, int atMost) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, atMost));
      }
    };
  }
}
