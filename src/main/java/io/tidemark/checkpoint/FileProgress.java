package io.tidemark.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.checkpoint.CheckpointReport.SourceFile;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.host.HostServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the topic of source offsets says of a pipeline's files, by connector. */
final class FileProgress {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Map<String, Map<String, SourceFile>> byConnector = new TreeMap<>();

  static FileProgress read(HostServices host, TopicPartition partition, long end) {
    FileProgress progress = new FileProgress();
    try {
      PartitionReading.each(host, partition, end, progress::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return progress;
  }

  /** By path. */
  List<SourceFile> of(String connector) {
    return new ArrayList<>(byConnector.getOrDefault(connector, Map.of()).values());
  }

  private void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
    JsonNode key = JSON.readTree(record.key());
    Map<String, SourceFile> files =
        byConnector.computeIfAbsent(key.path(0).asText(), c -> new TreeMap<>());
    JsonNode file = key.path(1);
    String folder = file.path("folder").asText("");
    String path = (folder.isEmpty() ? "" : folder + "/") + file.path("path").asText();
    Optional<FileOffset> offset =
        record.value() == null
            ? Optional.empty()
            : FileOffset.fromMap(JSON.readValue(record.value(), MAP));
    offset.ifPresentOrElse(
        o ->
            files.put(
                path,
                new SourceFile(
                    path,
                    o.isDone() ? "done" : "partly",
                    o.records(),
                    o.sizeBytes(),
                    o.place().bytes())),
        () -> files.remove(path));
  }
}
