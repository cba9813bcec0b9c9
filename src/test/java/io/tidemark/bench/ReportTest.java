package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void saysWhatARunTookAndWhereTheCpuWent() {
    Measurement measurement =
        new Measurement(
            Scenario.FLATTEN,
            1_000_000,
            625_000_000,
            4_000_000,
            Duration.ofMillis(20_000),
            Duration.ofMillis(40_000),
            812_000_000,
            Map.of(CpuPart.SINKS, Duration.ofSeconds(8), CpuPart.JIT, Duration.ofMillis(6_400)));

    assertThat(Report.of(measurement))
        .containsExactly(
            "flatten: 1,000,000 orders (625 MB) to 4,000,000 rows, as many as there must be",
            "  wall 20.0 s, CPU 40.0 s, peak memory 812 MB, 50,000 orders/s",
            "  CPU by part (s): sinks 8.0, JIT 6.4, not seen 25.6");
  }

  @Test
  void givesMedianAndTailOfLatencies() {
    List<Duration> times =
        IntStream.rangeClosed(1, 100).mapToObj(i -> Duration.ofMillis(101 - i)).toList();

    assertThat(Report.of(times))
        .containsExactly(
            "latency: 100 files, each an order, to rows read",
            "  median 50 ms, p95 95 ms, worst 100 ms");
  }
}
