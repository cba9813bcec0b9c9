package io.tidemark.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.sink.DeltaSinkConnector;
import io.tidemark.delta.source.DeltaSourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  @Test
  void theReadmeDescribesEachOptionOfTheSourceAsItIs() throws IOException {
    assertThat(described("source options"))
        .as("paste this between the marks of the README")
        .isEqualTo(reference(new DeltaSourceConnector().config()));
  }

  @Test
  void theReadmeDescribesEachOptionOfTheSinkAsItIs() throws IOException {
    assertThat(described("sink options"))
        .as("paste this between the marks of the README")
        .isEqualTo(reference(new DeltaSinkConnector().config()));
  }

  private static String described(String what) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String begin = "<!-- %s: generated -->\n".formatted(what);
    String end = "<!-- end of %s -->".formatted(what);
    return readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf(end));
  }

  private static String reference(ConfigDef definition) {
    StringBuilder table =
        new StringBuilder("| option | type | default | what it does |\n|---|---|---|---|\n");
    for (ConfigKey key : definition.configKeys().values()) {
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
    return key.defaultValue.equals("") || key.defaultValue.equals(List.of())
        ? "(empty)"
        : "`" + key.defaultValue + "`";
  }
}
