package io.tidemark.checkpoint;

import io.tidemark.checkpoint.CheckpointReport.Commit;
import io.tidemark.checkpoint.CheckpointReport.Files;
import io.tidemark.checkpoint.CheckpointReport.Holder;
import io.tidemark.checkpoint.CheckpointReport.Mark;
import io.tidemark.checkpoint.CheckpointReport.Metadata;
import io.tidemark.checkpoint.CheckpointReport.Offset;
import io.tidemark.checkpoint.CheckpointReport.Source;
import io.tidemark.checkpoint.CheckpointReport.SourceFile;
import io.tidemark.checkpoint.CheckpointReport.State;
import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableVersion;
import io.tidemark.host.HostServices;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.watermark.PartitionReport;
import io.tidemark.topology.watermark.SavedWatermark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Gathers a {@link CheckpointReport}; changes nothing, and may do so beside a run. */
public final class Checkpoint {

  private final Kept kept;
  private final PipelineNames names;
  private final HostServices host;
  private final Map<TopicPartition, TopicRanges.Range> ranges;
  private final List<State> states = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  private Checkpoint(Kept kept, HostServices host, Map<TopicPartition, TopicRanges.Range> ranges) {
    this.kept = kept;
    this.names = kept.names();
    this.host = host;
    this.ranges = ranges;
  }

  /**
   * @param stateFolder of this process
   * @param mostFiles how many files of each source are listed
   */
  public static CheckpointReport of(
      PipelinePlan plan, HostServices host, Path stateFolder, int mostFiles)
      throws ExecutionException, InterruptedException {
    Kept kept = Kept.find(plan, host);
    kept.required();
    Set<String> topics = new LinkedHashSet<>();
    kept.names().topics().forEach(t -> topics.add(t.name()));
    plan.tables().forEach(t -> topics.add(kept.names().changelog(t.name())));
    topics.retainAll(kept.ids().keySet());
    Checkpoint checkpoint = new Checkpoint(kept, host, new TopicRanges(host.admin()).of(topics));
    return checkpoint.report(stateFolder, mostFiles);
  }

  private CheckpointReport report(Path stateFolder, int mostFiles)
      throws ExecutionException, InterruptedException {
    PipelineMetadata metadata = kept.required();
    states(stateFolder);
    return new CheckpointReport(
        names.plan().name(),
        new Metadata(
            metadata.id(),
            metadata.tidemark(),
            metadata.epochs().current(),
            metadata.outline().tables().stream().map(t -> t.name() + ": " + t.schema()).toList()),
        sources(mostFiles),
        offsets(),
        commits(metadata),
        states,
        marks);
  }

  private List<Source> sources(int mostFiles) {
    TopicPartition offsets = new TopicPartition(names.offsetsTopic(), 0);
    FileProgress files =
        ranges.containsKey(offsets)
            ? FileProgress.read(host, offsets, ranges.get(offsets).end())
            : new FileProgress();
    List<Source> sources = new ArrayList<>();
    for (SourcePlan source : names.plan().sources()) {
      List<SourceFile> known = files.of(names.connector(source));
      sources.add(
          new Source(
              source.name(),
              source.topic(),
              of(source.topic()).values().stream().mapToLong(TopicRanges.Range::begin).sum(),
              of(source.topic()).values().stream().mapToLong(TopicRanges.Range::end).sum(),
              new Files(
                  known.size(),
                  known.stream().filter(f -> !f.state().equals("done")).count(),
                  known.stream().mapToLong(SourceFile::records).sum()),
              known.subList(0, Math.min(known.size(), mostFiles))));
    }
    return sources;
  }

  private Map<TopicPartition, TopicRanges.Range> of(String topic) {
    Map<TopicPartition, TopicRanges.Range> own = new LinkedHashMap<>();
    ranges.forEach(
        (p, r) -> {
          if (p.topic().equals(topic)) {
            own.put(p, r);
          }
        });
    return own;
  }

  private List<Offset> offsets() throws ExecutionException, InterruptedException {
    Set<String> groups = new LinkedHashSet<>(Set.of(names.topologyGroup()));
    names.plan().sinks().forEach(s -> groups.add(names.group(s)));
    Map<String, Map<TopicPartition, Long>> committed =
        new ReadPositions(host.admin()).ofGroups(groups);
    List<Offset> offsets = new ArrayList<>();
    for (String topic : names.topologyInputs()) {
      add(names.topologyGroup(), topic, committed, offsets);
    }
    for (SinkPlan sink : names.plan().sinks()) {
      add(names.group(sink), sink.topic(), committed, offsets);
    }
    return offsets;
  }

  private void add(
      String group,
      String topic,
      Map<String, Map<TopicPartition, Long>> committed,
      List<Offset> offsets) {
    of(topic)
        .forEach(
            (p, range) ->
                offsets.add(
                    new Offset(
                        group,
                        topic,
                        p.partition(),
                        committed.getOrDefault(group, Map.of()).get(p),
                        range.end())));
  }

  private List<Commit> commits(PipelineMetadata metadata) {
    List<Commit> commits = new ArrayList<>();
    for (DeltaTarget target : names.deltaTargets()) {
      if (!DeltaTable.exists(target.path())) {
        continue;
      }
      try (DeltaTable table = DeltaTable.open(target.path())) {
        TableVersion newest = table.history(1).get(0);
        List<TopicPartition> partitions =
            IntStream.range(0, names.partitions(target.topic()))
                .mapToObj(i -> new TopicPartition(target.topic(), i))
                .toList();
        Map<TopicPartition, Long> written =
            ReadPositions.inLog(
                table, metadata.epochs().appId(target.firstAppId(), target.topic()), partitions);
        for (TopicPartition partition : partitions) {
          commits.add(
              new Commit(
                  target.sink().id(),
                  target.path(),
                  partition.topic(),
                  partition.partition(),
                  written.get(partition),
                  newest.version(),
                  newest.at().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
      }
    }
    return commits;
  }

  private void states(Path stateFolder) {
    for (TablePlan table : names.plan().tables()) {
      if (table.aggregation().isEmpty()) {
        continue;
      }
      String changelog = names.changelog(table.name());
      long entries = 0;
      for (Map.Entry<TopicPartition, TopicRanges.Range> part : of(changelog).entrySet()) {
        ChangelogReading reading =
            ChangelogReading.of(
                host, part.getKey(), part.getValue().end(), table.aggregation().orElseThrow());
        entries += reading.entries();
        marks.add(mark(table, part.getKey().partition(), reading));
      }
      states.add(
          new State(
              table.name(),
              changelog,
              entries,
              DiskUse.of(stateFolder.resolve(names.topologyGroup()), names.store(table.name()))));
    }
  }

  private Mark mark(TablePlan table, int partition, ChangelogReading reading) {
    SavedWatermark saved = reading.watermark();
    List<TopicPartition> inputs = new ArrayList<>();
    for (SourcePlan source : names.plan().sources()) {
      if (table.sources().contains(source.name())) {
        IntStream.range(0, source.partitions())
            .forEach(i -> inputs.add(new TopicPartition(source.topic(), i)));
      }
    }
    PartitionReport least =
        saved.reports(inputs.size()).stream()
            .filter(r -> isUnread(inputs.get(r.source()), r.position()))
            .min(Comparator.comparingLong(PartitionReport::eventTime))
            .orElse(null);
    return new Mark(
        table.name(),
        partition,
        time(saved.values().decided()),
        least == null ? null : holder(inputs.get(least.source()), least),
        reading.openWindows());
  }

  private Holder holder(TopicPartition partition, PartitionReport report) {
    String source =
        names.plan().sources().stream()
            .filter(s -> s.topic().equals(partition.topic()))
            .map(SourcePlan::name)
            .findFirst()
            .orElseThrow();
    return new Holder(source, partition.partition(), time(report.eventTime()));
  }

  private boolean isUnread(TopicPartition partition, long position) {
    TopicRanges.Range range = ranges.get(partition);
    return range != null && position < range.end();
  }

  private static @Nullable String time(long micros) {
    return micros == PartitionReport.NO_EVENT_TIME
        ? null
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
