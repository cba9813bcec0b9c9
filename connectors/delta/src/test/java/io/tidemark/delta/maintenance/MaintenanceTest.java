package io.tidemark.delta.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.storage.StoredFile;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableChange;
import io.tidemark.delta.table.TableChangedException;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, country STRING");
  private static final OptimizeLimits LIMITS = new OptimizeLimits(1 << 20);

  @TempDir Path folder;
  private DeltaTable table;

  @BeforeEach
  void createTable() {
    table =
        DeltaTable.create(
            folder.resolve("t").toString(), new TableDefinition(SCHEMA, List.of("country")));
  }

  @Test
  void smallFilesOfAPartitionBecomeOneAndNoRowIsNewOrGone() throws IOException {
    // Given: enough commits for a checkpoint
    for (long i = 0; i < 12; i++) {
      append(Row.of(i, i % 2 == 0 ? "DE" : null));
    }
    append(Row.of(99L, "alone"));
    List<Row> before = rows();

    // When
    OptimizeResult done = new Optimize(table, LIMITS).run();

    // Then
    assertThat(done.removed()).hasSize(12);
    assertThat(done.added()).hasSize(2);
    assertThat(table.snapshot().files()).hasSize(3);
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
    TableChange change = table.change(done.version()).orElseThrow();
    assertThat(change.adds()).as("for streams").isEmpty();
    assertThat(change.removes()).as("for streams").isEmpty();
    assertThat(table.history(1).get(0).details()).containsEntry("operation", "OPTIMIZE");
  }

  @Test
  void thereIsNothingToDoASecondTime() throws IOException {
    // Given
    append(Row.of(1L, "DE"));
    append(Row.of(2L, "DE"));
    long version = new Optimize(table, LIMITS).run().version();

    // When
    OptimizeResult again = new Optimize(table, LIMITS).run();

    // Then
    assertThat(again.hasChanged()).isFalse();
    assertThat(table.version()).isEqualTo(version);
  }

  @Test
  void rowsThatAreAppendedMeanwhileAreNoConflict() throws Exception {
    // Given
    Thread appender =
        new Thread(
            () -> {
              for (long i = 0; i < 40; i++) {
                append(DeltaTable.open(table.path()), Row.of(i, "DE"));
              }
            });
    appender.start();

    // When
    while (appender.isAlive()) {
      new Optimize(table, LIMITS).run();
    }
    new Optimize(table, LIMITS).run();

    // Then
    assertThat(rows()).hasSize(40).doesNotHaveDuplicates();
    assertThat(table.snapshot().files()).hasSize(1);
  }

  @Test
  void aCommitWhoseFilesAreGoneIsRefused() throws IOException {
    // Given
    append(Row.of(1L, "DE"));
    append(Row.of(2L, "DE"));
    List<DataFile> old = table.snapshot().files();
    new Optimize(table, LIMITS).run();

    // When / Then
    assertThatThrownBy(
            () ->
                table.commit(
                    new TableCommit(
                        TableOperation.OPTIMIZE,
                        List.of(),
                        old,
                        List.of(),
                        Map.of(),
                        new TableCommit.Basis.RemovedFiles())))
        .isInstanceOf(TableChangedException.class)
        .hasMessageContaining("is gone");
    assertThat(rows()).hasSize(2);
  }

  @Test
  void aDataFileThatIsMissingOrDamagedIsNamedAndTheTableStaysAsItWas() throws IOException {
    // Given
    append(Row.of(1L, "DE"));
    append(Row.of(2L, "DE"));
    List<DataFile> files = table.snapshot().files();
    Path missing = Path.of(files.get(0).path());
    Path damaged = Path.of(files.get(1).path());
    Files.writeString(damaged, "not Parquet at all, but long enough");

    // When / Then
    assertThatThrownBy(() -> new Optimize(table, LIMITS).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("file " + table.name(files.get(1)) + ": it can't be read");

    // When / Then
    Files.delete(missing);
    Files.delete(damaged);
    assertThatThrownBy(() -> new Optimize(table, LIMITS).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is not there, though the table's log has it");
    assertThat(table.snapshot().version()).isEqualTo(2);
    assertThat(missing.getParent()).isEmptyDirectory();
  }

  @Test
  void vacuumDeletesWhatNoVersionWithinTheRetentionNames() throws IOException {
    // Given
    append(Row.of(1L, "DE"));
    append(Row.of(2L, "DE"));
    List<DataFile> old = table.snapshot().files();
    new Optimize(table, LIMITS).run();
    Vacuum inEightDays = new Vacuum(table, in(Duration.ofDays(8)));

    // When / Then: not yet
    assertThat(new Vacuum(table, in(Duration.ofDays(6))).run(week(), Vacuum.Guard.ON)).isEmpty();

    // When
    List<StoredFile> listed = inEightDays.list(week(), Vacuum.Guard.ON);
    assertThat(old).allSatisfy(file -> assertThat(Path.of(file.path())).exists());
    List<StoredFile> gone = inEightDays.run(week(), Vacuum.Guard.ON);

    // Then
    assertThat(gone).isEqualTo(listed).hasSize(2);
    assertThat(old).allSatisfy(file -> assertThat(Path.of(file.path())).doesNotExist());
    assertThat(rows()).hasSize(2);
  }

  @Test
  void aFileOfACommitInFlightStaysEvenWithoutRetention() throws IOException {
    // Given
    append(Row.of(1L, "DE"));
    List<DataFile> inFlight = write(table, Row.of(2L, "DE"));
    Path left = Path.of(write(table, Row.of(3L, "DE")).get(0).path());
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    // When
    List<StoredFile> gone =
        new Vacuum(table, Clock.systemUTC()).run(Duration.ZERO, Vacuum.Guard.OFF);

    // Then
    assertThat(gone).hasSize(1);
    assertThat(left).doesNotExist();
    table.commit(TableCommit.append(TableOperation.WRITE, inFlight, List.of()));
    assertThat(rows()).hasSize(2);
  }

  @Test
  void lessThanAWeekIsRefusedUnlessTold() {
    assertThatThrownBy(
            () -> new Vacuum(table, Clock.systemUTC()).list(Duration.ofHours(1), Vacuum.Guard.ON))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a retention of 1 hours is less than 168");
  }

  private static Duration week() {
    return Vacuum.DEFAULT_RETENTION;
  }

  private static Clock in(Duration time) {
    return Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC);
  }

  private void append(Row row) {
    append(table, row);
  }

  private static void append(DeltaTable table, Row row) {
    table.commit(TableCommit.append(TableOperation.WRITE, write(table, row), List.of()));
  }

  private static List<DataFile> write(DeltaTable table, Row row) {
    try {
      RowFiles files =
          new RowFiles(
              new FileTarget(
                  table.dataFolder(), SCHEMA, List.of("country"), new FileLimits(1 << 20)));
      files.write(row);
      return files.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Row> rows() throws IOException {
    return new KernelTable(folder.resolve("t")).rows(SCHEMA);
  }
}
