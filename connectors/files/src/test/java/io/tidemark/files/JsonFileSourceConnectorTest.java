package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.files.discovery.FileStamp;
import io.tidemark.files.discovery.Share;
import io.tidemark.files.ledger.FileOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class JsonFileSourceConnectorTest {

  private static final Map<String, String> MINIMAL =
      Map.of("name", "orders", "path", "data/orders", "topic", "orders");

  private final JsonFileSourceConnector connector = new JsonFileSourceConnector();

  @Test
  void isFoundByAConnectWorker() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(JsonFileSourceConnector.class);
  }

  @Test
  void givesEachTaskItsConfigurationAndItsShare() {
    connector.start(MINIMAL);

    List<Map<String, String>> tasks = connector.taskConfigs(3);

    assertThat(connector.taskClass()).isEqualTo(JsonFileSourceTask.class);
    assertThat(tasks).hasSize(3).allSatisfy(task -> assertThat(task).containsAllEntriesOf(MINIMAL));
    assertThat(tasks)
        .extracting(task -> new JsonFileSourceConfig(task).share())
        .containsExactly(new Share(0, 3), new Share(1, 3), new Share(2, 3));
  }

  @Test
  void supportsExactlyOnce() {
    assertThat(connector.exactlyOnceSupport(MINIMAL)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(MINIMAL))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  @Test
  void everyProblemIsToldAtOnceUnderItsKey() {
    assertThat(
            connector
                .validate(
                    Map.of(
                        "name", "orders",
                        "path", "data/orders",
                        "dead.letter.topic", "orders",
                        "clean.source", "archive",
                        "settle.ms", "soon"))
                .configValues()
                .stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name))
        .containsExactlyInAnyOrder("topic", "archive.dir", "settle.ms");
  }

  @Test
  void doesNotStartWithoutAPath() {
    assertThatThrownBy(() -> connector.start(Map.of("name", "orders", "topic", "orders")))
        .isInstanceOf(ConnectException.class)
        .hasMessage("path: Missing required configuration \"path\" which has no default value.");
  }

  @Test
  void offsetsMayBeTakenAwayOrWrittenAsTheyAreListed() {
    // Given
    Map<String, Object> file = Map.of("source", "orders", "path", "a.json");
    Map<String, ?> listed = FileOffset.start(new FileStamp(10, 20, null)).publishedAt(30).toMap();

    // When / Then
    assertThat(connector.alterOffsets(MINIMAL, Map.of(file, listed))).isTrue();
    assertThat(connector.alterOffsets(MINIMAL, Collections.singletonMap(file, null))).isTrue();
    assertThat(
            connector.alterOffsets(
                MINIMAL, Collections.singletonMap(Map.of("source", "earlier name"), null)))
        .isTrue();
  }

  @Test
  void anOffsetThatTheSourceWouldNotFindOrUnderstandIsRefused() {
    // Given
    Map<String, Object> file = Map.of("source", "orders", "path", "a.json");
    Map<String, Object> other = Map.of("source", "order", "path", "a.json");
    Map<String, ?> listed = FileOffset.start(new FileStamp(10, 20, null)).toMap();

    // When / Then
    assertThatThrownBy(() -> connector.alterOffsets(MINIMAL, Map.of(file, Map.of("done", "true"))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("{done=true} is not an offset of a file source");
    assertThatThrownBy(() -> connector.alterOffsets(MINIMAL, Map.of(other, listed)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("is no file of source 'orders'");
  }
}
