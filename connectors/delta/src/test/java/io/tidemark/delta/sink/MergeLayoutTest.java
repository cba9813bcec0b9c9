package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.maintenance.Optimize;
import io.tidemark.delta.maintenance.OptimizeLimits;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a table of output mode update has, and which of them a change rewrites. */
class MergeLayoutTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, part INT, total BIGINT");

  @TempDir Path folder;

  private final SinkHarness worker = new SinkHarness();
  private long offset;

  @Test
  void filesHoldNeighbouringKeysOfAboutSoManyRows() {
    // When: keys come in no order
    commit(update(Map.of()), 1, ids(0, 104));

    // Then
    assertThat(files()).extracting(f -> f.rows().orElseThrow()).containsOnly(10L, 11L).hasSize(10);
    assertThat(rangesOverlap()).isFalse();
  }

  @Test
  void aChangeOfNeighboursRewritesTheirFilesOnly() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());
    commit(task, 1, ids(0, 100));
    Set<String> before = paths();

    // When: the keys of one file and a half
    commit(task, 2, ids(20, 35));

    // Then
    assertThat(retained(before)).hasSize(8);
    assertThat(rangesOverlap()).isFalse();
    assertThat(totals(2)).isEqualTo(15);
    assertThat(rows()).hasSize(100);
  }

  @Test
  void aNewKeyGoesBetweenItsNeighboursAndAFullFileIsDividedEvenly() throws IOException {
    // Given: the even numbers
    DeltaSinkTask task = update(Map.of());
    commit(task, 1, LongStream.range(0, 50).map(i -> i * 2).toArray());
    Set<String> before = paths();

    // When: a changed key, and nine new ones from the same file
    commit(task, 2, LongStream.concat(LongStream.of(40), odd(41, 57)).toArray());

    // Then
    assertThat(retained(before)).hasSize(4);
    assertThat(rangesOverlap()).isFalse();
    assertThat(files().stream().filter(f -> !before.contains(f.path())))
        .extracting(f -> f.rows().orElseThrow())
        .containsExactlyInAnyOrder(10L, 9L);
    assertThat(rows()).hasSize(59);
  }

  @Test
  void keysThatOnlyGrowMakeNoHeapOfSmallFiles() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());

    // When: each commit has one new key, and changes none
    for (long id = 0; id < 100; id++) {
      commit(task, 1, id);
    }

    // Then
    assertThat(files()).hasSizeLessThanOrEqualTo(100 / 8 + 7);
    assertThat(rows()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void aFirstCommitHasNoMoreFilesThanItsPartitionsNeedWhateverTheKeyBeginsWith() {
    // When: neighbouring keys are in different partitions
    commit(update(Map.of("partition.columns", "part")), 1, ids(0, 7 * 20));

    // Then
    Map<Map<String, String>, List<Long>> rows =
        files().stream()
            .collect(
                Collectors.groupingBy(
                    DataFile::partitionValues,
                    Collectors.mapping(f -> f.rows().orElseThrow(), Collectors.toList())));
    assertThat(rows).hasSize(7);
    assertThat(rows.values()).allSatisfy(each -> assertThat(each).containsExactly(10L, 10L));
  }

  @Test
  void whatOptimizePackedIsDividedAgainWhenItIsChanged() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of());
    commit(task, 1, ids(0, 100));
    new Optimize(log(), new OptimizeLimits(1 << 20)).run();
    assertThat(files()).hasSize(1);

    // When
    commit(task, 2, ids(20, 30));
    Set<String> divided = paths();
    commit(task, 3, ids(20, 30));

    // Then
    assertThat(divided).hasSize(10);
    assertThat(rangesOverlap()).isFalse();
    assertThat(retained(divided)).hasSize(9);
    assertThat(rows()).hasSize(100);
  }

  @Test
  void completeKeepsOneFileHoweverManyRows() throws IOException {
    // Given
    DeltaSinkTask task = update(Map.of("output.mode", "complete"));
    commit(task, 1, ids(0, 100));

    // When
    commit(task, 2, ids(90, 120));

    // Then
    assertThat(files()).hasSize(1);
    assertThat(rows()).hasSize(120);
  }

  @Test
  void filesOfOneRowOrOfVeryManyAreRefused() {
    assertThatThrownBy(() -> update(Map.of("merge.file.rows", "1")))
        .hasMessageContaining("merge.file.rows")
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> update(Map.of("merge.file.rows", "2000000")))
        .hasMessageContaining("no more than 1048576");
  }

  private DeltaSinkTask update(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(SinkHarness.config(table(), SCHEMA));
    config.put("output.mode", "update");
    config.put("merge.keys", "id");
    config.put("merge.file.rows", "10");
    config.putAll(more);
    DeltaSinkTask task = worker.start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));
    return task;
  }

  private void commit(DeltaSinkTask task, long total, long... ids) {
    List<Row> rows = new ArrayList<>();
    for (long id : ids) {
      rows.add(Row.of(id, (int) (id % 7), total));
    }
    Collections.shuffle(rows, new Random(7));
    task.put(List.of(SinkHarness.record(SCHEMA, 0, offset++, rows.toArray(Row[]::new))));
    task.preCommit(Map.of());
  }

  private static long[] ids(long from, long to) {
    return LongStream.range(from, to).toArray();
  }

  private static LongStream odd(long from, long to) {
    return LongStream.rangeClosed(from, to).filter(id -> id % 2 == 1);
  }

  private boolean rangesOverlap() {
    List<long[]> ranges =
        files().stream()
            .map(DataFile::statistics)
            .map(MergeLayoutTest::idRange)
            .sorted(Comparator.comparingLong(range -> range[0]))
            .toList();
    return IntStream.range(1, ranges.size())
        .anyMatch(i -> ranges.get(i)[0] <= ranges.get(i - 1)[1]);
  }

  /** Of {@code {"numRecords":…,"minValues":{"id":…},"maxValues":{"id":…},…}}. */
  private static long[] idRange(String statistics) {
    return Pattern.compile("Values\":\\{\"id\":(\\d+)")
        .matcher(statistics)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .toArray();
  }

  private Set<String> retained(Set<String> before) {
    Set<String> retained = new HashSet<>(paths());
    retained.retainAll(before);
    return retained;
  }

  private long totals(long total) throws IOException {
    return rows().stream().filter(row -> row.value(2).equals(total)).count();
  }

  private Set<String> paths() {
    return files().stream().map(DataFile::path).collect(Collectors.toSet());
  }

  private List<DataFile> files() {
    return log().snapshot().files();
  }

  private List<Row> rows() throws IOException {
    return new KernelTable(table()).rows(SCHEMA);
  }

  private DeltaTable log() {
    return DeltaTable.open(table().toString());
  }

  private Path table() {
    return folder.resolve("table");
  }
}
