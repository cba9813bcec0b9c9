package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  private static final String BEGIN = "<!-- source options: generated -->\n";
  private static final String END = "<!-- end of source options -->";

  @Test
  void theReadmeDescribesEachOptionAsItIs() throws IOException {
    // Given
    String readme = Files.readString(Path.of("README.md"));

    // When
    String described =
        readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    // Then
    assertThat(described).as("paste this between the marks of the README").isEqualTo(reference());
  }

  private static String reference() {
    StringBuilder table =
        new StringBuilder("| option | type | default | what it does |\n|---|---|---|---|\n");
    for (ConfigKey key : DeltaSourceConfig.DEFINITION.configKeys().values()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(key.name, type(key), value(key), key.documentation));
    }
    return table.toString();
  }

  private static String type(ConfigKey key) {
    String type = key.type.name().toLowerCase(Locale.ROOT);
    return key.validator == null || key.validator instanceof ConfigDef.NonEmptyString
        ? type
        : type + ", " + key.validator;
  }

  private static String value(ConfigKey key) {
    if (!key.hasDefault()) {
      return "(required)";
    }
    return String.valueOf(key.defaultValue).isEmpty() ? "(empty)" : "`" + key.defaultValue + "`";
  }
}
