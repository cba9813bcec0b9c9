package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuPartTest {

  @ParameterizedTest
  @CsvSource({
    "source-orders, SOURCE",
    "sink-result, SINKS",
    "bench.topology-, STREAMS",
    "data-plane-kafk, BROKER",
    "kafka-producer-, CLIENTS",
    "C2 CompilerThre, JIT",
    "VM Thread, GC",
    "java, MAIN",
    "something, OTHER"
  })
  void tellsThePartByTheNameOfTheThread(String thread, CpuPart part) {
    assertThat(CpuPart.of(thread)).isEqualTo(part);
  }
}
