package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {

  @ParameterizedTest
  @EnumSource
  void isDocumentedInTheReadme(ExitCode code) throws IOException {
    String meaning = ExitCode.help().get(Integer.toString(code.status()));

    assertThat(Files.readAllLines(Path.of("README.md")))
        .contains("| %d | %s |".formatted(code.status(), meaning));
  }
}
