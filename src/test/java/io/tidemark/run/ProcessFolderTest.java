package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.local.FolderLock;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFolderTest {

  private static final KafkaAccess OPERATED = new KafkaAccess.Operated("kafka:9092", Map.of());

  @TempDir Path data;

  @Test
  void isTheDataFolderWhereKafkaIsInTheProcess() {
    try (ProcessFolder folder = ProcessFolder.claim(data, new KafkaAccess.Embedded(0))) {
      assertThat(folder.path()).isEqualTo(data);
      assertThatThrownBy(() -> ProcessFolder.claim(data, OPERATED))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("uses this folder");
    }
  }

  @Test
  void isTheSameAgainAfterARestart() {
    // Given
    String before;
    try (ProcessFolder folder = ProcessFolder.claim(data, OPERATED)) {
      before = folder.instance();
    }

    // Then
    try (ProcessFolder folder = ProcessFolder.claim(data, OPERATED)) {
      assertThat(folder.path()).isEqualTo(data.resolve("processes/1"));
      assertThat(folder.instance()).isEqualTo(before);
    }
  }

  @Test
  void staysThisProcesssWhenItLooksForOthers() throws Exception {
    try (ProcessFolder folder = ProcessFolder.claim(data, OPERATED)) {
      // When
      folder.ownInstances();
      ProcessFolder.free(data);

      // Then
      try (ChildJvm other =
          ChildJvm.start(
              data.resolve("other.log"), List.of(), Locked.class, folder.path().toString())) {
        assertThat(other.awaitExit()).isEqualTo(Locked.TAKEN);
      }
    }
  }

  /** A process that ends with {@code TAKEN} if another has the folder. */
  static final class Locked {

    static final int TAKEN = 17;

    private Locked() {}

    public static void main(String[] arguments) {
      boolean isFree = FolderLock.tryTake(Path.of(arguments[0])).isPresent();
      System.exit(isFree ? 0 : TAKEN);
    }
  }

  @Test
  void knowsTheNamesOfProcessesThatHaveEnded() throws IOException {
    // Given
    Files.createDirectories(data.resolve("processes/2"));
    String ended = ProcessIdentity.of(data.resolve("processes/2"));

    // Then
    try (ProcessFolder folder = ProcessFolder.claim(data, OPERATED)) {
      assertThat(folder.ownInstances()).containsExactlyInAnyOrder(folder.instance(), ended);
    }
  }
}
