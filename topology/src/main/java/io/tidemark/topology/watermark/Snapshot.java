package io.tidemark.topology.watermark;

import java.util.List;

/** The latest reports of all source partitions at one moment, by their index. */
public record Snapshot(List<PartitionReport> reports) {

  public Snapshot {
    reports = List.copyOf(reports);
  }
}
