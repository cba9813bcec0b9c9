package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaSinkTaskTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, country STRING");

  @TempDir Path folder;

  private final SinkHarness worker = new SinkHarness(SCHEMA);

  @Test
  void commitsOnceItHasCaughtUp() {
    // Given
    DeltaSinkTask task = started(Map.of());
    task.open(List.of(partition(0)));
    task.put(List.of(worker.record(0, 0, Row.of(1L, "DE"), Row.of(2L, "FR"))));

    // When
    task.preCommit(Map.of());

    // Then
    DeltaTable table = DeltaTable.open(path());
    assertThat(table.version()).isEqualTo(1);
    assertThat(table.snapshot().files())
        .singleElement()
        .satisfies(f -> assertThat(f.rows()).hasValue(2));
  }

  private DeltaSinkTask started(Map<String, String> more) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "shop.lines");
    config.put("table.path", path());
    config.put("table.schema", SCHEMA.columnsDdl());
    config.putAll(more);
    DeltaSinkTask task = new DeltaSinkTask();
    task.initialize(worker);
    task.start(config);
    return task;
  }

  private String path() {
    return folder.resolve("table").toString();
  }
}
