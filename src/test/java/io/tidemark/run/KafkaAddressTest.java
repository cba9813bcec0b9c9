package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAddressTest {

  @TempDir Path folder;

  @Test
  void isWrittenByProcessesThatStartAtTheSameTime() throws Exception {
    // Given
    KafkaAddress address = new KafkaAddress(folder);
    Callable<Void> start =
        () -> {
          for (int i = 0; i < 200; i++) {
            address.write("kafka:9092");
          }
          return null;
        };

    // When
    ExecutorService processes = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> one : processes.invokeAll(List.of(start, start, start, start))) {
        one.get();
      }
    } finally {
      processes.shutdown();
    }

    // Then
    assertThat(address.read()).contains("kafka:9092");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("kafka.address"));
    }
  }
}
