package io.tidemark.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.host.SourceSpec.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransactionalPublisherTest {

  private static final String LARGE = "too large";

  private final RefusingProducer producer = new RefusingProducer();
  private final SourceSpec spec =
      new SourceSpec(
          "orders",
          () -> {
            throw new AssertionError("no task is needed");
          },
          Map.of(),
          "offsets",
          End.NEVER,
          (refused, reason) -> Optional.of(record("set aside")));

  @Test
  void setsOnlyTheRecordAsideThatIsTooLarge() throws Exception {
    TransactionalPublisher publisher = new TransactionalPublisher(spec, producer);
    publisher.takeOwnership();

    publisher.publish(
        SourceBatch.of(
            List.of(
                record("a"), record(LARGE), record("b"), record("c"), record(LARGE), record("d"))));

    assertThat(producer.committed()).containsExactly("a", "set aside", "b", "c", "set aside", "d");
  }

  private static SourceRecord record(String value) {
    return new SourceRecord(
        Map.of("file", "a.json"),
        Map.of("next", 1L),
        "orders",
        Schema.OPTIONAL_BYTES_SCHEMA,
        value.getBytes(UTF_8));
  }

  /**
   * Does what Kafka's producer does when it learns late that a record was refused: what is sent
   * after it in its transaction is taken at first, and then refused for the same reason.
   */
  private static final class RefusingProducer extends MockProducer<byte[], byte[]> {

    private @Nullable RecordTooLargeException refusal;
    private final List<CompletableFuture<RecordMetadata>> waiting = new ArrayList<>();

    RefusingProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    List<String> committed() {
      return history().stream()
          .filter(record -> record.topic().equals("orders"))
          .map(record -> new String(record.value(), UTF_8))
          .toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      if (refusal == null && !new String(record.value(), UTF_8).equals(LARGE)) {
        return super.send(record);
      }
      refusal = new RecordTooLargeException("larger than the max message size");
      CompletableFuture<RecordMetadata> refused = new CompletableFuture<>();
      waiting.add(refused);
      return refused;
    }

    @Override
    public synchronized void flush() {
      refuse();
      super.flush();
    }

    @Override
    public void commitTransaction() {
      refuse();
      if (refusal != null) {
        throw refusal;
      }
      super.commitTransaction();
    }

    @Override
    public void abortTransaction() {
      refusal = null;
      super.abortTransaction();
    }

    private void refuse() {
      waiting.forEach(refused -> refused.completeExceptionally(refusal));
      waiting.clear();
    }
  }
}
