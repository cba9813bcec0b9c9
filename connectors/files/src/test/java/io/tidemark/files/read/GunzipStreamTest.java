package io.tidemark.files.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.files.split.BadContentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {

  @Test
  void decompressesWhatTheJdkCompresses() throws IOException {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    Arrays.fill(content, 100_000, 200_000, (byte) 'x');

    assertThat(gunzip(gzip(content))).isEqualTo(content);
  }

  @Test
  void readsMembersOneAfterAnotherWithPaddingBetween() throws IOException {
    byte[] file = concat(gzip(bytes("one,")), new byte[700], gzip(bytes("")), gzip(bytes("two")));

    assertThat(gunzip(concat(file, new byte[3]))).isEqualTo(bytes("one,two"));
  }

  @Test
  void readsAHeaderWithAllThatMayBeInIt() throws IOException {
    byte[] plain = gzip(bytes("text"));
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 2 | 4 | 8 | 16;
    byte[] optional = {3, 0, 'x', 'y', 'z', 'n', 'a', 0, 'c', 0, 1, 2};

    byte[] file = concat(header, optional, Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(gunzip(file)).isEqualTo(bytes("text"));
  }

  @Test
  void takesAnEmptyFileAsEmpty() throws IOException {
    assertThat(gunzip(new byte[0])).isEmpty();
  }

  @Test
  void tellsOfTruncationAnywhere() throws IOException {
    byte[] whole = gzip(bytes("some text that is not very long"));

    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> gunzip(cut))
          .as("%s bytes", length)
          .isInstanceOf(BadContentException.class)
          .hasMessage("the compressed file ends too early");
    }
  }

  @Test
  void tellsOfWhatFollowsTheLastMember() throws IOException {
    byte[] file = concat(gzip(bytes("text")), bytes("{}"));

    assertThatThrownBy(() -> gunzip(file))
        .hasMessage("the compressed file is damaged: something else follows it");
  }

  @Test
  void tellsOfAWrongChecksum() throws IOException {
    byte[] file = gzip(bytes("text"));
    file[file.length - 8] ^= 1;

    assertThatThrownBy(() -> gunzip(file))
        .hasMessage("the compressed file is damaged: its checksum doesn't match");
  }

  @Test
  void tellsOfDamageAgainWheneverItIsAsked() throws IOException {
    byte[] file = concat(bytes("no"), gzip(bytes("text")));
    GunzipStream stream = new GunzipStream(new ByteArrayInputStream(file));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(stream::readAllBytes)
          .hasMessage("the compressed file is damaged: it is not in gzip format");
    }
  }

  private static byte[] gunzip(byte[] file) throws IOException {
    try (GunzipStream stream = new GunzipStream(new ByteArrayInputStream(file))) {
      return stream.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }
}
