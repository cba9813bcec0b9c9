package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaSourceConfigTest {

  @Test
  void aMinimalConfigurationHasTheseDefaults() {
    // When
    DeltaSourceConfig config = new DeltaSourceConfig(minimal());

    // Then
    assertThat(config.sourceName()).isEqualTo("c");
    assertThat(config.path()).isEqualTo("data/t");
    assertThat(config.topic()).isEqualTo("events");
    assertThat(config.tableSchema()).isEmpty();
    assertThat(config.startingVersion()).isEqualTo(new StartingVersion.Earliest());
    assertThat(config.removedRows()).isEqualTo(RemovedRows.STOP);
    assertThat(config.isBounded()).isFalse();
    assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.limits()).isEqualTo(new PollLimits(1000, 16 << 20, 500, 1_000_000));
  }

  @Test
  void everyOptionIsRead() {
    // Given
    Map<String, String> properties = minimal();
    properties.put("source.name", "s");
    properties.put("table.schema", "id BIGINT, at TIMESTAMP");
    properties.put("starting.version", "7");
    properties.put("ignore.deletes", "true");
    properties.put("bounded", "true");
    properties.put("poll.interval.ms", "50");
    properties.put("max.files.per.trigger", "1");
    properties.put("max.bytes.per.trigger", "2");
    properties.put("max.rows.per.record", "3");
    properties.put("max.record.bytes", "4");

    // When
    DeltaSourceConfig config = new DeltaSourceConfig(properties);

    // Then
    assertThat(config.sourceName()).isEqualTo("s");
    assertThat(config.tableSchema()).hasValue(StructType.fromDdl("id BIGINT, at TIMESTAMP"));
    assertThat(config.startingVersion()).isEqualTo(new StartingVersion.Version(7));
    assertThat(config.removedRows()).isEqualTo(RemovedRows.IGNORE_DELETES);
    assertThat(config.isBounded()).isTrue();
    assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.limits()).isEqualTo(new PollLimits(1, 2, 3, 4));
  }

  @Test
  void ignoringChangesIncludesIgnoringDeletes() {
    // Given
    Map<String, String> properties = minimal();
    properties.put("ignore.deletes", "true");
    properties.put("ignore.changes", "true");

    // When / Then
    assertThat(new DeltaSourceConfig(properties).removedRows())
        .isEqualTo(RemovedRows.IGNORE_CHANGES);
  }

  @Test
  void latestIsAStartingVersion() {
    // Given
    Map<String, String> properties = minimal();
    properties.put("starting.version", "latest");

    // When / Then
    assertThat(new DeltaSourceConfig(properties).startingVersion())
        .isEqualTo(new StartingVersion.Latest());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(() -> new DeltaSourceConfig(Map.of("max.files.per.trigger", "0")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            path: Missing required configuration "path" which has no default value.
            topic: Missing required configuration "topic" which has no default value.
            max.files.per.trigger: Invalid value 0 for configuration max.files.per.trigger: Value must be at least 1
            source.name: missing; name the source; its offsets are kept by it""");
  }

  @Test
  void problemsThatKafkaCanNotSeeAreToldToo() {
    // Given
    Map<String, String> properties = minimal();
    properties.remove("name");
    properties.put("starting.version", "newest");
    properties.put("table.schema", "id WHOLE");

    // When / Then
    assertThatThrownBy(() -> new DeltaSourceConfig(properties))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "source.name: missing; name the source; its offsets are kept by it\n"
                + "starting.version: 'newest' is neither earliest, latest nor a version; write one"
                + " of them\n"
                + "table.schema: ")
        .hasMessageContaining("WHOLE");
  }

  @ParameterizedTest
  @CsvSource({"-1", "1.5", "Latest", "99999999999999999999"})
  void whatIsNoStartingVersionIsRefused(String text) {
    // Given
    Map<String, String> properties = minimal();
    properties.put("starting.version", text);

    // When / Then
    assertThatThrownBy(() -> new DeltaSourceConfig(properties))
        .hasMessage(
            "starting.version: '"
                + text
                + "' is neither earliest, latest nor a version; write one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"id BIGINT, id INT", "d DECIMAL(50,2)", "a ARRAY<INT", "1 2"})
  void aSchemaThatIsNoneIsRefusedUnderItsKey(String ddl) {
    // Given
    Map<String, String> properties = minimal();
    properties.put("table.schema", ddl);

    // When / Then
    assertThatThrownBy(() -> new DeltaSourceConfig(properties))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("table.schema: ");
  }

  @Test
  void theConnectorIsFoundAndPromisesExactlyOnce() {
    // When
    SourceConnector connector =
        ServiceLoader.load(SourceConnector.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found instanceof DeltaSourceConnector)
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(connector.exactlyOnceSupport(minimal())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.taskClass()).isEqualTo(DeltaSourceTask.class);
    connector.start(minimal());
    assertThat(connector.taskConfigs(5)).containsExactly(minimal());
    connector.stop();
  }

  @Test
  void theConnectorRefusesToStartWithABadConfiguration() {
    assertThatThrownBy(() -> new DeltaSourceConnector().start(Map.of("path", "t", "name", "c")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("topic: Missing");
  }

  @Test
  void takesTransactionsAsTheyAreOrEndsThemItself() {
    assertThat(new DeltaSourceConnector().canDefineTransactionBoundaries(minimal()))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  @Test
  void validationTellsAProblemOnceAndUnderItsOption() {
    // Given
    Map<String, String> properties = minimal();
    properties.put("starting.version", "newest");

    // When
    List<ConfigValue> values = new DeltaSourceConnector().validate(properties).configValues();

    // Then
    assertThat(values.stream().filter(value -> !value.errorMessages().isEmpty()))
        .singleElement()
        .satisfies(
            value -> {
              assertThat(value.name()).isEqualTo("starting.version");
              assertThat(value.errorMessages())
                  .containsExactly(
                      "'newest' is neither earliest, latest nor a version; write one of them");
            });
  }

  @Test
  void offsetsMayBeTakenAwayOrWrittenByHand() {
    // Given
    DeltaSourceConnector connector = new DeltaSourceConnector();
    Map<String, Object> partition = Map.of("source", "c", "path", "data/t");
    Map<String, Object> offset =
        Map.of("version", 7, "file", 0, "row", 0, "snapshot", false, "table_id", "a");

    // When / Then
    assertThat(connector.alterOffsets(minimal(), Map.of(partition, offset))).isTrue();
    assertThat(connector.alterOffsets(minimal(), Collections.singletonMap(partition, null)))
        .isTrue();
    assertThatThrownBy(
            () -> connector.alterOffsets(minimal(), Map.of(partition, Map.of("version", 7))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("{version=7} is not one of a Delta source");
    assertThatThrownBy(
            () ->
                connector.alterOffsets(
                    minimal(), Map.of(Map.of("source", "c", "path", "data/other"), offset)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("is not this source's; write it for {source=c, path=data/t}");
  }

  private static Map<String, String> minimal() {
    return new HashMap<>(Map.of("name", "c", "path", "data/t", "topic", "events"));
  }
}
