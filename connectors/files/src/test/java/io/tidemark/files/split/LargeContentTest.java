package io.tidemark.files.split;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Contents larger than the heap that tests run in. */
class LargeContentTest {

  private static final byte[] ELEMENT =
      ("{\"order_id\":\"ORD-1\",\"note\":\"" + "x".repeat(4000) + "\"},\n").getBytes(US_ASCII);

  @Test
  void anArrayOfAGigabyteIsSplitInBoundedMemory() throws IOException {
    int elements = (1 << 30) / ELEMENT.length;
    InputStream content = new Repeated("[\n", ELEMENT, elements, "{}]");
    DocumentSplitter splitter = new DocumentSplitter(content, Layout.DOCUMENTS, 1_000_000, 1 << 30);

    long documents = 0;
    while (splitter.advance()) {
      assertThat(splitter.next()).isInstanceOf(Piece.Document.class);
      documents++;
    }

    assertThat(documents).isEqualTo(elements + 1L);
  }

  @Test
  void anObjectOfTwoHundredMegabytesIsRefusedInBoundedMemory() throws IOException {
    byte[] text = "y".repeat(1 << 16).getBytes(US_ASCII);
    InputStream content = new Repeated("{\"text\":\"", text, 3200, "\"}\n{}");
    DocumentSplitter splitter = new DocumentSplitter(content, Layout.LINES, 1_000_000, 1 << 28);

    splitter.advance();
    Piece large = splitter.next();
    splitter.advance();
    Piece small = splitter.next();

    assertThat(large).isInstanceOf(Piece.Refused.class);
    assertThat(large.bytes()).hasSize(DocumentSplitter.HEAD_BYTES);
    assertThat(small.bytes()).isEqualTo("{}".getBytes(US_ASCII));
  }

  /** A text, then the same bytes again and again, then a text. */
  private static final class Repeated extends InputStream {

    private final byte[] part;
    private final byte[] last;
    private byte[] current;
    private int at;
    private int left;

    Repeated(String first, byte[] part, int times, String last) {
      this.current = first.getBytes(US_ASCII);
      this.part = part;
      this.left = times;
      this.last = last.getBytes(US_ASCII);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == current.length) {
        if (left < 0) {
          return -1;
        }
        current = left-- > 0 ? part : last;
        at = 0;
      }
      int count = Math.min(length, current.length - at);
      System.arraycopy(current, at, into, offset, count);
      at += count;
      return count;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }
  }
}
