package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table made by SQL, read as a stream: the commands of the README, and what it says they print.
 */
class ColorsPipelineIT {

  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLES = Path.of("..", "topology", "examples");

  @TempDir private Path folder;

  @BeforeEach
  void makeACheckout() throws IOException {
    Path examples = Files.createDirectories(folder.resolve("topology/examples"));
    for (String name : List.of("colors.sql", "colors.yaml")) {
      Files.copy(EXAMPLES.resolve(name), examples.resolve(name));
    }
    Path launcher =
        Files.writeString(
            folder.resolve("tidemark"),
            "#!/bin/sh\nexec '%s' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' io.tidemark.cli.Tidemark \"$@\"\n"
                .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theShippedCommandsPrintWhatTheReadmeSays() throws Exception {
    // Given
    List<String> parts = List.of(Files.readString(README).split("```", -1));
    String commands =
        parts.stream()
            .filter(p -> p.startsWith("sh\n") && p.contains("colors.sql"))
            .findFirst()
            .orElseThrow();
    String shown = parts.get(parts.indexOf(commands) + 2);

    // When
    String printed = shell(commands.substring("sh\n".length()));

    // Then
    assertThat(printed).endsWith(shown);

    // And: typed again, with a row for a window that was long past, it is counted
    shell(
        "./tidemark sql \"INSERT INTO \\`my-schema\\`.myTable VALUES ('red', TIMESTAMP('2025-06-22 10:00:00'))\"");
    assertThat(shell("./tidemark run topology/examples/colors.yaml"))
        .containsPattern("color_counts +1 +1 ");
    assertThat(
            shell(
                "./tidemark sql --csv \"SELECT color, count FROM color_counts WHERE minute(window_start) = 0 ORDER BY color\""))
        .isEqualTo("color,count\nblue,1\nred,2\n");
    assertThat(shell("./tidemark run topology/examples/colors.yaml")).contains("nothing new");
  }

  private String shell(String commands) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("DATA");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
