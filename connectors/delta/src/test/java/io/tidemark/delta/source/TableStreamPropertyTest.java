package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Whatever is committed, however the source is stopped, killed and started again, and however small
 * its portions: every row comes once, in the order of the log.
 */
class TableStreamPropertyTest {

  private static final String DDL = "id BIGINT, part INT, tags ARRAY<STRING>";

  /** What happens to the table or to the source. */
  private enum Event {
    APPEND,
    REARRANGE,
    NO_ROWS,
    POLL,
    LOSE,
    RESTART
  }

  record Step(Event event, List<Integer> rowsByFile) {}

  record Portions(int files, int bytes, int rowsPerRecord, int bytesPerRecord) {}

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void everyRowComesOnceInTheOrderOfTheLog(
      @ForAll("steps") List<Step> before,
      @ForAll("steps") List<Step> after,
      @ForAll("portions") Portions portions,
      @ForAll("starts") String startingVersion)
      throws IOException {
    Path folder = Files.createTempDirectory("stream");
    try (World world = new World(folder)) {
      // Given
      before.stream().filter(step -> step.event().compareTo(Event.POLL) < 0).forEach(world::play);
      world
          .run
          .with("max.files.per.trigger", portions.files())
          .with("max.bytes.per.trigger", portions.bytes())
          .with("max.rows.per.record", portions.rowsPerRecord())
          .with("max.record.bytes", portions.bytesPerRecord())
          .with("starting.version", startingVersion);

      // When
      world.run.start();
      after.forEach(world::play);
      world.run.drain();

      // Then
      assertThat(world.run.rows(DDL)).containsExactlyElementsOf(world.expected);
      assertThat(world.run.committed())
          .allSatisfy(
              record ->
                  assertThat((byte[]) record.value())
                      .hasSizeLessThanOrEqualTo(portions.bytesPerRecord()));
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<List<Integer>> files = Arbitraries.integers().between(0, 30).list().ofMaxSize(4);
    Arbitrary<Event> events =
        Arbitraries.frequency(
            Tuple.of(4, Event.APPEND),
            Tuple.of(1, Event.REARRANGE),
            Tuple.of(1, Event.NO_ROWS),
            Tuple.of(4, Event.POLL),
            Tuple.of(1, Event.LOSE),
            Tuple.of(1, Event.RESTART));
    return Combinators.combine(events, files).as(Step::new).list().ofMaxSize(15);
  }

  @Provide
  Arbitrary<Portions> portions() {
    return Combinators.combine(
            Arbitraries.of(1, 2, 1000),
            Arbitraries.of(1, 300, 1 << 20),
            Arbitraries.of(1, 7, 500),
            Arbitraries.of(120, 1_000_000))
        .as(Portions::new);
  }

  @Provide
  Arbitrary<String> starts() {
    return Arbitraries.of("earliest", "0");
  }

  /** A table, the source that follows it, and what must come of it. */
  private static final class World implements AutoCloseable {

    private final Path folder;
    private final TestTable table;
    private final SourceRun run;
    private final List<Row> expected = new ArrayList<>();
    private final List<DataFile> live = new ArrayList<>();
    private long nextId;
    private long clock = 1_000;

    World(Path folder) {
      this.folder = folder;
      this.table = TestTable.create(folder.resolve("table"), DDL, "part");
      this.run = new SourceRun(table.path());
    }

    void play(Step step) {
      switch (step.event()) {
        case APPEND -> append(step.rowsByFile());
        case REARRANGE -> rearrange();
        case NO_ROWS -> table.commit(TestTable.info("SET TBLPROPERTIES"));
        case POLL -> run.pollAndCommit();
        case LOSE -> {
          run.poll();
          restart();
        }
        case RESTART -> restart();
        default -> throw new IllegalStateException(step.toString());
      }
    }

    private void restart() {
      run.stop();
      run.start();
    }

    private void append(List<Integer> rowsByFile) {
      List<DataFile> files = new ArrayList<>();
      for (int count : rowsByFile) {
        if (count > 0) {
          Row[] rows = rows(count);
          expected.addAll(List.of(rows));
          files.addAll(written(rows));
        }
      }
      table.append(files);
      live.addAll(files);
    }

    private Row[] rows(int count) {
      Row[] rows = new Row[count];
      Integer part = count % 5 == 0 ? null : count % 5;
      for (int i = 0; i < count; i++) {
        rows[i] = Row.of(nextId, part, nextId % 3 == 0 ? null : List.of("t" + nextId));
        nextId++;
      }
      return rows;
    }

    /** With a time of its own, so that the order of the snapshot is that of the log. */
    private List<DataFile> written(Row... rows) {
      return table.write(rows).stream().map(file -> at(file, clock++)).toList();
    }

    private static DataFile at(DataFile file, long millis) {
      return new DataFile(
          file.path(), file.partitionValues(), file.sizeBytes(), millis, file.statistics());
    }

    /** The same file under another name. */
    private void rearrange() {
      if (!live.isEmpty()) {
        DataFile old = live.remove(0);
        Path copy = Path.of(old.path()).resolveSibling("copy-" + clock++ + ".parquet");
        try {
          Files.copy(Path.of(old.path()), copy);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        DataFile renamed =
            new DataFile(
                copy.toString(),
                old.partitionValues(),
                old.sizeBytes(),
                old.modifiedMillis(),
                null);
        table.rearrange(List.of(old), List.of(renamed));
        live.add(0, renamed);
      }
    }

    @Override
    public void close() throws IOException {
      run.stop();
      table.settle();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
