package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.errors.ConnectException;
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
  void givesOneTaskItsConfiguration() {
    connector.start(MINIMAL);

    assertThat(connector.taskClass()).isEqualTo(JsonFileSourceTask.class);
    assertThat(connector.taskConfigs(8)).containsExactly(MINIMAL);
  }

  @Test
  void supportsExactlyOnce() {
    assertThat(connector.exactlyOnceSupport(MINIMAL)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @Test
  void doesNotStartWithoutAPath() {
    assertThatThrownBy(() -> connector.start(Map.of("name", "orders", "topic", "orders")))
        .isInstanceOf(ConnectException.class)
        .hasMessage("path: Missing required configuration \"path\" which has no default value.");
  }
}
