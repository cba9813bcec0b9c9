package io.tidemark.monitor.meter;

import static io.tidemark.monitor.meter.Measure.counter;
import static io.tidemark.monitor.meter.Measure.gauge;
import static io.tidemark.monitor.meter.Measure.number;

import io.tidemark.run.RunInsight;
import io.tidemark.run.SourceInsight;
import io.tidemark.run.TargetInsight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that is measured, in the order of the reference. */
final class Measures {

  private static final double MILLIS_PER_SECOND = 1000;

  private final Clock clock;

  Measures(Clock clock) {
    this.clock = clock;
  }

  /** Of the run as a whole. */
  List<Measure<RunInsight>> ofRun() {
    return List.of(
        gauge(
            "tidemark.kafka.up",
            "Whether Kafka answers: 1, or 0",
            run -> run.kafkaSilentSince().isEmpty() ? 1 : 0),
        gauge(
                "tidemark.topology.running",
                "Whether the topology reads: 1; 0 while it restores its state or shares its work"
                    + " anew; absent where --role leaves it to others",
                (RunInsight run) -> run.topology().state().equals("RUNNING") ? 1 : 0)
            .of(run -> run.topology().isHere()),
        counter(
            "tidemark.topology.restarts",
            "Threads of the topology that failed and were replaced",
            run -> run.topology().restarts()));
  }

  /** Of each source. */
  List<Measure<SourceInsight>> ofSource() {
    return List.of(
        counter(
            "tidemark.source.records",
            "Records that the topology has read",
            SourceInsight::records),
        counter(
            "tidemark.source.bad.records",
            "Records that could not become rows, and were set aside",
            SourceInsight::bad),
        gauge(
            "tidemark.source.lag.records",
            "Offsets of the source's topic that the topology has not reached, in the partitions"
                + " that this process reads",
            source -> number(source.lag())),
        published(
            "tidemark.source.published.records",
            "Records published to the source's topic",
            "records-published-total"),
        published(
            "tidemark.source.published.bytes", "Bytes of these records", "bytes-published-total"),
        published("tidemark.source.files", "Files read to their end", "files-processed-total"),
        counter(
                "tidemark.source.duplicate.files",
                "Files whose content was read before",
                (SourceInsight source) -> source.measured("files-duplicate-total").orElse(0))
            .of(SourceInsight::readsFiles),
        counter(
                "tidemark.source.failed.files",
                "Files and folders that could not be read, archived or deleted",
                (SourceInsight source) -> source.measured("files-failed-total").orElse(0))
            .of(SourceInsight::readsFiles),
        gauge(
                "tidemark.source.pending.files",
                "Files found and not read yet",
                (SourceInsight source) -> number(source.measured("files-waiting")))
            .of(SourceInsight::readsFiles),
        published(
            "tidemark.source.retries",
            "Transactions of the source that were tried again",
            "retries-total"));
  }

  private static Measure<SourceInsight> published(String name, String help, String metric) {
    return counter(name, help, (SourceInsight source) -> source.measured(metric).orElse(0))
        .of(SourceInsight::isPublished);
  }

  /** Of each table, and of each further target of one. */
  List<Measure<TargetInsight>> ofTable() {
    return List.of(
        gauge(
            "tidemark.table.partitions",
            "Partitions of the table's topic that this process has; 0: others have them, and of"
                + " what is marked with * there is no number",
            TargetInsight::partitions),
        measured("tidemark.table.rows", "Rows committed", "rows-written-total"),
        measured(
            "tidemark.table.bytes", "Bytes of the data files committed", "bytes-written-total"),
        measured("tidemark.table.commits", "Batches committed", "commits-total"),
        counter(
            "tidemark.table.commit.seconds",
            "What these commits took; divided by their number, the duration of one",
            table -> table.measured("commit-duration-ms-total").orElse(0) / MILLIS_PER_SECOND),
        gauge(
            "tidemark.table.last.commit.seconds",
            "What the last commit took; not a number before the first",
            table -> seconds(table, "commit-duration-ms")),
        gauge(
            "tidemark.table.commit.age.seconds",
            "* Since the last commit of this run; not a number before the first",
            this::commitAge),
        measured(
            "tidemark.table.commit.failures",
            "Commits that failed, or had to be worked out again after another writer's",
            "commit-failures-total"),
        measured(
            "tidemark.table.retries",
            "Times that what a table takes was offered to it again",
            "retries-total"),
        gauge(
            "tidemark.table.version",
            "* The last version committed or found at the start; -1: there is none",
            table -> number(table.held("table-version"))),
        gauge(
            "tidemark.table.lag.records",
            "* Records of the table's topic that were not taken yet, of these partitions",
            table -> number(table.held("records-lag"))),
        gauge(
            "tidemark.table.waiting.rows",
            "* Rows taken that are not committed yet",
            table -> number(table.held("rows-waiting"))),
        measured(
            "tidemark.table.skipped.records",
            "Records delivered again that the table had already",
            "records-skipped-total"),
        counter("tidemark.table.late.rows", "Rows that came too late", TargetInsight::late)
            .of(TargetInsight::hasWindows),
        gauge(
                "tidemark.table.watermark.timestamp.seconds",
                "The watermark, in seconds since the epoch: the least of this process's partitions",
                (TargetInsight table) -> epochSeconds(table.watermark()))
            .of(TargetInsight::hasWindows),
        gauge(
                "tidemark.table.watermark.lag.seconds",
                "How far it is behind now",
                this::watermarkLag)
            .of(TargetInsight::hasWindows),
        gauge(
                "tidemark.table.open.windows",
                "Windows that have rows and have not closed, in each partition that has rows of them",
                (TargetInsight table) ->
                    table.windows().map(w -> (double) w.open()).orElse(Double.NaN))
            .of(TargetInsight::hasWindows),
        gauge(
                "tidemark.table.state.entries",
                "What the table keeps between batches in this process: keys, as RocksDB estimates",
                (TargetInsight table) -> table.state().entries())
            .of(TargetInsight::hasState),
        gauge(
                "tidemark.table.state.bytes",
                "The same in bytes, on disk and in memory",
                (TargetInsight table) -> table.state().sizeBytes())
            .of(TargetInsight::hasState),
        gauge(
                "tidemark.table.state.restoring.records",
                "Records of the state's changelog that are still to be read before the table goes"
                    + " on, with Kafka's own; 0: the state is there",
                TargetInsight::restoring)
            .of(TargetInsight::hasState));
  }

  private static Measure<TargetInsight> measured(String name, String help, String metric) {
    return counter(name, help, table -> table.measured(metric).orElse(0));
  }

  private static double seconds(TargetInsight table, String metric) {
    double millis = number(table.measured(metric));
    return millis < 0 ? Double.NaN : millis / MILLIS_PER_SECOND;
  }

  private double commitAge(TargetInsight table) {
    double millis = number(table.held("last-commit-timestamp-ms"));
    return millis < 0 ? Double.NaN : (clock.millis() - millis) / MILLIS_PER_SECOND;
  }

  private double watermarkLag(TargetInsight table) {
    return table
        .watermark()
        .map(w -> Duration.between(w, clock.instant()).toMillis() / MILLIS_PER_SECOND)
        .orElse(Double.NaN);
  }

  private static double epochSeconds(Optional<Instant> instant) {
    return instant.map(i -> i.toEpochMilli() / MILLIS_PER_SECOND).orElse(Double.NaN);
  }
}
