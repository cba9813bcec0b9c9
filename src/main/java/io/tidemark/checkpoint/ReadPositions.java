package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.sink.TxnIds;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TxnUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the readers of topics have come, by what they have durably committed. */
final class ReadPositions {

  private final Admin admin;

  ReadPositions(Admin admin) {
    this.admin = admin;
  }

  /** By group, the next offset to read of each partition that the group has committed. */
  Map<String, Map<TopicPartition, Long>> ofGroups(Collection<String> groups)
      throws ExecutionException, InterruptedException {
    Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
    groups.forEach(g -> all.put(g, new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, Long>> positions = new LinkedHashMap<>();
    for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group :
        admin.listConsumerGroupOffsets(all).all().get().entrySet()) {
      Map<TopicPartition, Long> known = new HashMap<>();
      group
          .getValue()
          .forEach(
              (p, o) -> {
                if (o != null) {
                  known.put(p, o.offset());
                }
              });
      positions.put(group.getKey(), known);
    }
    return positions;
  }

  /**
   * What a Delta table's log says of partitions of its topic: the next offset to read of each that
   * it knows. Nothing when there is no table.
   */
  static Map<TopicPartition, Long> inLog(
      DeltaTarget target, String appId, Collection<TopicPartition> partitions) {
    if (!mayExist(target.path()) || !DeltaTable.exists(target.path())) {
      return Map.of();
    }
    try (DeltaTable table = DeltaTable.open(target.path())) {
      return inLog(table, appId, partitions);
    }
  }

  /** Looks without Hadoop, which takes its time to load, where it can. */
  private static boolean mayExist(String path) {
    return path.contains("://")
        || Files.isDirectory(Path.of(path.replaceFirst("^file:/*", "/"), "_delta_log"));
  }

  static Map<TopicPartition, Long> inLog(
      DeltaTable table, String appId, Collection<TopicPartition> partitions) {
    List<String> ids = partitions.stream().map(p -> TxnIds.of(appId, p)).toList();
    Map<String, Long> versions = table.txnVersions(ids);
    Map<TopicPartition, Long> known = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long version = versions.get(TxnIds.of(appId, partition));
      if (version != TxnUpdate.NONE) {
        known.put(partition, version);
      }
    }
    return known;
  }
}
