package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileStampTest {

  private static final FileStamp STORED = new FileStamp(10, 1, "0cc175b9c0f1b6a8");

  @Test
  void isThatOfAFileThatAnObjectStoreHasCopied() {
    assertThat(new FileStamp(10, 2, "0cc175b9c0f1b6a8").isOfRenamed(STORED)).isTrue();
    assertThat(new FileStamp(10, 2, "92eb5ffee6ae2fec-3").isOfRenamed(STORED)).isTrue();
  }

  @Test
  void isNotThatOfAnotherFile() {
    assertThat(new FileStamp(10, 2, "92eb5ffee6ae2fec").isOfRenamed(STORED)).isFalse();
    assertThat(new FileStamp(11, 2, "92eb5ffee6ae2fec-3").isOfRenamed(STORED)).isFalse();
  }

  @Test
  void ofOtherFileSystemsIsKeptByARename() {
    FileStamp local = new FileStamp(10, 1, null);

    assertThat(new FileStamp(10, 1, null).isOfRenamed(local)).isTrue();
    assertThat(new FileStamp(10, 2, null).isOfRenamed(local)).isFalse();
  }
}
