package io.tidemark.bench;

import java.util.Arrays;
import java.util.List;

/** A part of the process that CPU goes to, told by the names of its threads. */
enum CpuPart {
  SOURCE("source", "source-"),
  STREAMS("streams", "bench.topology"),
  SINKS("sinks", "sink-"),
  CLIENTS("Kafka clients", "kafka-producer", "kafka-admin", "kafka-coordin"),
  JIT("JIT", "C1 Compiler", "C2 Compiler", "Sweeper"),
  GC("GC", "GC Thread", "G1 ", "VM Thread"),
  BROKER(
      "broker",
      "data-plane",
      "kafka-",
      "raft-",
      "broker-",
      "controller-",
      "group-coord",
      "transaction-",
      "Expiration",
      "LogDirFailure",
      "log-",
      "quorum-",
      "share-",
      "Thrott",
      "executor-",
      "TxnMarker",
      "metrics-"),
  MAIN("start and end", "main", "java"),
  OTHER("other");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> prefixes;

  CpuPart(String label, String... prefixes) {
    this.label = label;
    this.prefixes = List.of(prefixes);
  }

  String label() {
    return label;
  }

  /** The part of a thread; Linux knows the first 15 characters of its name. */
  static CpuPart of(String thread) {
    return Arrays.stream(values())
        .filter(part -> part.prefixes.stream().anyMatch(thread::startsWith))
        .findFirst()
        .orElse(OTHER);
  }
}
