package io.tidemark.monitor.meter;

import io.tidemark.golden.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

  @Test
  void theReferenceHasEachMetric() {
    Golden.assertSame(Path.of("docs/metrics.md"), MetricsReference.markdown());
  }
}
