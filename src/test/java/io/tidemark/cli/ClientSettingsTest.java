package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.problem.UserException;
import io.tidemark.run.KafkaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

  @TempDir Path folder;

  @Test
  void takesTheFileAndOverItTheEnvironment() throws IOException {
    // Given
    Path file = file("security.protocol=SASL_SSL", "sasl.mechanism=PLAIN");

    // When
    ClientSettings settings =
        ClientSettings.of(
            file,
            Map.of(
                "TIDEMARK_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                "TIDEMARK_CDS", "off"));

    // Then
    assertThat(settings.bootstrapServers()).contains("kafka:9093");
    assertThat(settings.forClients())
        .isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512"));
  }

  @Test
  void refusesWhatNoClientKnowsOrWhatIsNotForTheUserToSet() throws IOException {
    // Given
    Path file = file("security.protocl=SSL", "group.id=mine");

    // Then
    assertThatThrownBy(() -> ClientSettings.of(file, Map.of("TIDEMARK_KAFKA_CLIENT_ID", "me")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            file
                + ": 'security.protocl' can't be set for all Kafka clients; did you mean"
                + " 'security.protocol'?")
        .hasMessageContaining("'group.id' can't be set")
        .hasMessageContaining("TIDEMARK_KAFKA_CLIENT_ID: 'client.id' can't be set");
  }

  @Test
  void neverTellsAValue() throws IOException {
    // Given
    Path file = file("sasl.jaas.config=hush", "ssl.keystore.pasword=hush");

    // Then
    assertThatThrownBy(() -> ClientSettings.of(file, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageNotContaining("hush");
    assertThat(new KafkaAccess.Operated("kafka:9093", Map.of("sasl.jaas.config", "hush")))
        .asString()
        .doesNotContain("hush");
  }

  @Test
  void tellsNoPartOfALoginThatCanNotBeParsed() throws IOException {
    // Given
    Path file = file("sasl.jaas.config=Plain required password=\"a\"hush\"b\";");

    // Then
    assertThatThrownBy(() -> ClientSettings.of(file, Map.of()))
        .isInstanceOf(UserException.class)
        .hasNoCause()
        .hasMessageStartingWith(file + ": 'sasl.jaas.config' isn't of the form that Kafka takes")
        .hasMessageNotContaining("hush");
  }

  @Test
  void saysWhichFileCanNotBeRead() {
    assertThatThrownBy(() -> ClientSettings.of(folder.resolve("none"), Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--config " + folder.resolve("none"))
        .hasMessageContaining("can't be read (NoSuchFileException)");
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("client.properties"), String.join("\n", lines));
  }
}
