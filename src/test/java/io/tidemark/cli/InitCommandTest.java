package io.tidemark.cli;

import static io.tidemark.cli.Typed.tidemark;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.golden.Golden;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  private static final Path EXPECTED = Path.of("test/resources/io/tidemark/cli");
  private static final String ORDERS = "../topology/examples/orders";

  @TempDir private Path folder;

  @Test
  void writesAPipelineForTheShippedOrders() {
    Typed typed = tidemark("init", ORDERS, "-o", "-");

    assertThat(typed.status()).isZero();
    Golden.assertSame(EXPECTED.resolve("init-orders.yaml"), typed.out());
    assertThat(typed.err()).startsWith("102 files, 2,086 records\n2 bad records");
  }

  @Test
  void theFileIsWrittenAndSaysWhatToTypeNext() throws IOException {
    Path file = folder.resolve("shop.yaml");

    Typed typed = tidemark("init", ORDERS, "-o", file.toString(), "--name", "shop");

    assertThat(typed.status()).isZero();
    assertThat(typed.out())
        .startsWith("Wrote " + file + ", which makes a table of 17 columns\n102 files, 2,086 rec")
        .endsWith("run " + file + " --trigger available_now\n");
    assertThat(PipelinePlan.load(file, Map.of()).name()).isEqualTo("shop");
  }

  @Test
  void theNamedPipelineIsReadAsItWouldBeRun() throws IOException {
    Path data = Files.writeString(folder.resolve("a.json"), "{\"x\": [1, 2]}\n{\"x\": []}\n");
    Path file = folder.resolve("a.yaml");
    tidemark("init", data.toString(), "-o", file.toString());

    Typed typed = tidemark("read", "--pipeline", file.toString(), "--csv");

    assertThat(typed.out()).isEqualTo("x\n1\n2\n\n");
  }

  @Test
  void aFileThatIsThereIsNeverReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "name: mine\n");

    Typed typed = tidemark("init", ORDERS, "-o", file.toString());

    assertThat(typed.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(typed.err())
        .isEqualTo(
            "error: " + file + ": is there already, and is left as it is; -o FILE names another\n");
    assertThat(file).hasContent("name: mine\n");
  }

  @Test
  void nothingIsWrittenThatCouldNotRun() throws IOException {
    Path file = folder.resolve("x.yaml");
    Path data = Files.writeString(folder.resolve("a.json"), "{\"x\": 1}");

    Typed name = tidemark("init", data.toString(), "-o", file.toString(), "--name", "a b");
    Typed nowhere = tidemark("init", data.toString(), "-o", folder.resolve("no/x.yaml").toString());
    Typed leftAlone =
        tidemark(
            "init", Files.copy(data, folder.resolve("_a.json")).toString(), "-o", file.toString());

    assertThat(name.err()).contains("x.yaml: name (line 2): 'a b' can't be a name");
    assertThat(nowhere.err()).contains("no/x.yaml: the folder is not there");
    assertThat(leftAlone.err()).contains("_a.json: a pipeline leaves alone what begins with .");
    assertThat(file).doesNotExist();
  }

  @Test
  void recordsThatDoNotFitTheSchemaAreToldBeforeTheyAreSetAside() throws IOException {
    Path data = Files.writeString(folder.resolve("a.json"), "{\"n\": 1}\n{\"n\": \"\"}\n");

    Typed typed = tidemark("init", data.toString(), "-o", folder.resolve("a.yaml").toString());

    assertThat(typed.out())
        .contains("1 bad record, which gave no row:\n  " + data + ", byte 9: n: \"\" is not of");
  }

  @Test
  void whereThereIsNothingToReadNothingIsWritten() {
    Typed typed = tidemark("init", folder.toString(), "-o", folder.resolve("x.yaml").toString());

    assertThat(typed.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(typed.err()).contains("there is no file to read");
    assertThat(tidemark("init").status()).isEqualTo(ExitCode.USAGE.status());
  }
}
