package io.tidemark.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.host.HostServices;
import io.tidemark.host.TaskFailure;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * The topic that a pipeline's metadata is kept in: compacted, one partition, one key. A change is a
 * transaction that fences off another process's, so that of two changes at once one fails.
 */
public final class MetadataTopic {

  /** Topic configuration to create it with. */
  public static final Map<String, String> CONFIG = Map.of("cleanup.policy", "compact");

  private static final byte[] KEY = "pipeline".getBytes(UTF_8);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HostServices host;
  private final String topic;

  public MetadataTopic(HostServices host, String pipeline) {
    this.host = host;
    this.topic = nameOf(pipeline);
  }

  /** {@code P.metadata}. */
  public static String nameOf(String pipeline) {
    return pipeline + ".metadata";
  }

  /** Makes the topic if it isn't there. */
  void ensure() throws ExecutionException, InterruptedException {
    try {
      host.admin()
          .createTopics(
              List.of(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(CONFIG)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /**
   * What is kept; empty before the first run. The topic must be there.
   *
   * @throws UserException if it can't be read, or is of a newer version
   */
  public Optional<PipelineMetadata> read() throws ExecutionException, InterruptedException {
    byte[] value = value();
    return value == null
        ? Optional.empty()
        : Optional.of(MetadataJson.read("topic " + topic, value));
  }

  /**
   * Replaces what was read.
   *
   * @throws ChangedMeanwhileException if another process has changed it since
   */
  void replace(Optional<PipelineMetadata> read, PipelineMetadata with)
      throws ChangedMeanwhileException, ExecutionException, InterruptedException {
    try (Producer<byte[], byte[]> producer = host.clients().sourceProducer(topic)) {
      producer.initTransactions();
      if (!read().equals(read)) {
        throw new ChangedMeanwhileException(topic, null);
      }
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, KEY, MetadataJson.write(with)));
      producer.commitTransaction();
    } catch (KafkaException e) {
      if (TaskFailure.isOwnershipLost(e)) {
        throw new ChangedMeanwhileException(topic, e);
      }
      throw e;
    }
  }

  private byte @Nullable [] value() throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(topic, 0);
    long end =
        host.admin()
            .listOffsets(Map.of(partition, OffsetSpec.latest()))
            .partitionResult(partition)
            .get()
            .offset();
    byte[] last = null;
    try (Consumer<byte[], byte[]> consumer = host.clients().reader(topic)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new UserException(
              new Problem(
                  "topic " + topic,
                  "can't be read to its end: a transaction is open in it",
                  "try again in a minute"));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          last = Arrays.equals(record.key(), KEY) ? record.value() : last;
        }
      }
    }
    return last;
  }
}
