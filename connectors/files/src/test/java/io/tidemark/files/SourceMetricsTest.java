package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {

  @Test
  void countsUnseenInAWorkerThatHasNoPluginMetrics() {
    SourceMetrics metrics =
        SourceMetrics.of(
            context(
                () -> {
                  throw new NoSuchMethodError("pluginMetrics");
                }));

    assertThat(metrics.filesProcessed().incrementAndGet()).isEqualTo(1);
  }

  @Test
  void countsUnseenWhenThereAreNone() {
    SourceMetrics metrics = SourceMetrics.of(context(() -> null));

    assertThat(metrics.recordsPublished().incrementAndGet()).isEqualTo(1);
  }

  private interface Given {
    @Nullable PluginMetrics metrics();
  }

  private static SourceTaskContext context(Given given) {
    return new SourceTaskContext() {
      @Override
      public Map<String, String> configs() {
        return Map.of();
      }

      @Override
      public OffsetStorageReader offsetStorageReader() {
        throw new IllegalStateException("not asked for");
      }

      @Override
      public @Nullable PluginMetrics pluginMetrics() {
        return given.metrics();
      }
    };
  }
}
