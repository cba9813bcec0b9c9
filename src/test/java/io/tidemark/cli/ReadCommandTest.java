package io.tidemark.cli;

import static io.tidemark.cli.Typed.tidemark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCommandTest {

  private static final Path EXPECTED = Path.of("test/resources/io/tidemark/cli");
  private static final String ORDERS = "../topology/examples/orders";
  private static final String PIPELINE = "../topology/examples/orders.yaml";
  private static final String DAY = ORDERS + "/20250620T060000-export.json";

  /** The notebook's batch job, line by line. */
  private static final String[] NOTEBOOK = {
    "--step",
    "select: [order_id, customer.customer_id, customer.email, customer.name, customer.address.city,"
        + " customer.address.country, customer.address.postal_code, payment.method,"
        + " payment.transaction_id, timestamp, metadata, items]",
    "--step",
    "explode_outer: metadata",
    "--step",
    "explode_outer: items",
    "--step",
    "select: [\"*\", items.item_id, items.price, items.product_name, items.quantity, metadata.key,"
        + " metadata.value]",
    "--step",
    "drop: [items, metadata]",
  };

  @TempDir private Path folder;

  @Test
  void showsTheSchemaOfAllThatIsShippedAndWhatIsWrongWithIt() {
    Typed typed = tidemark("read", ORDERS, "--limit", "0");

    assertThat(typed.status()).isZero();
    assertThat(typed.err()).isEmpty();
    Golden.assertSame(EXPECTED.resolve("read-orders.txt"), typed.out());
  }

  @Test
  void showsTheFirstRows() {
    Typed typed = tidemark("read", DAY, "--limit", "3");

    assertThat(typed.status()).isZero();
    Golden.assertSame(EXPECTED.resolve("read-rows.txt"), typed.out());
  }

  @Test
  void doesTheNotebooksBatchJob() {
    Typed typed = tidemark(with(NOTEBOOK, "read", DAY, "--limit", "10"));

    assertThat(typed.status()).isZero();
    Golden.assertSame(EXPECTED.resolve("read-notebook.txt"), typed.out());
  }

  @Test
  void aPipelinesTableHasTheRowsOfTheSameSteps() throws IOException {
    JsonNode steps = json(tidemark(with(NOTEBOOK, "read", DAY, "--json")));
    JsonNode table =
        json(tidemark("read", DAY, "--pipeline", PIPELINE, "--table", "order_lines", "--json"));

    assertThat(table).hasSizeGreaterThan(20).isEqualTo(steps);
  }

  @Test
  void aDeclaredSchemaIsReadAsItIs() {
    Typed typed =
        tidemark("read", DAY, "--limit", "1", "--schema", "order_id STRING, items STRING");

    assertThat(typed.out())
        .startsWith("root\n |-- order_id: string (nullable = true)\n |-- items: string")
        .contains("ORD-00001 | [{\"item_id\":\"P-1008\",");
  }

  @Test
  void printsOnlyRowsAsJsonAndCsvAndTellsTheRestApart() {
    Typed csv = tidemark("read", file("{\"a\": 1}\n{\"a\": null}\nnot JSON"), "--csv");
    Typed one = tidemark("read", file("{\"a\": 1}{\"a\": 2}"), "--json", "--limit", "1");

    assertThat(csv.out()).isEqualTo("a\n1\n\n");
    assertThat(csv.err())
        .startsWith("1 file, 3 records, 2 rows\n1 bad record, which gave no row:\n  ")
        .contains("data.json, byte 21: not one JSON object: ");
    assertThat(one.out()).isEqualTo("[\n{\"a\":1}\n]\n");
    assertThat(one.err()).isEqualTo("1 file, 2 records, 2 rows\n");
  }

  @Test
  void saysThatThereAreMoreRowsOnlyIfThereAre() {
    String two = file("{\"a\": 1}{\"a\": 2}");

    assertThat(tidemark("read", two, "--limit", "2").out()).contains("\n(2 rows)\n");
    assertThat(tidemark("read", two, "--limit", "1").out())
        .contains("\n(the first 1 row; --limit N shows more)\n", "1 file, 2 records, 2 rows\n");
  }

  @Test
  void readsObjectsOverManyLinesUnlessTold() {
    String spread = file("{\n  \"a\":\n  1\n}\n");

    assertThat(tidemark("read", spread, "--csv").out()).isEqualTo("a\n1\n");
    assertThat(tidemark("read", spread, "--csv", "--no-multiline").err())
        .contains("4 bad records and no good one");
  }

  @Test
  void readsFoldersGlobsCompressedFilesAndFilesByName() throws IOException {
    Path data = Files.createDirectories(folder.resolve("in put/deeper"));
    write(data.resolveSibling("a [1].json"), "{\"a\": 1}", 1);
    write(data.resolveSibling("b.json"), "{\"a\": 2}", 0);
    write(data.resolve("c.json"), "{\"a\": 3}", 2);
    write(data.resolveSibling("_d.json"), "{\"a\": 4}", 3);
    Files.write(data.resolve("e.json.gz"), gzip("[{\"a\": 5}]"));
    String all = data.getParent().toString();

    assertThat(numbers(all)).containsExactly("2", "1");
    assertThat(numbers(all, "-r")).containsExactlyInAnyOrder("1", "2", "3", "5");
    assertThat(numbers(all + "/**.json")).containsExactly("2", "1", "3");
    assertThat(numbers(all + "/a [1].json", all + "/_d.json", all + "/b.json"))
        .containsExactly("1", "4", "2");
    assertThat(numbers(all + "/deeper/*.gz", all + "/b.json")).containsExactly("2", "5");
  }

  @Test
  void aPathThatLeadsNowhereIsNamedWithTheNearest() throws IOException {
    Files.createDirectory(folder.resolve("orders"));

    Typed typed = tidemark("read", folder + "/order", folder + "/nope/*.json");

    assertThat(typed.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(typed.err())
        .isEqualTo(
            "error: %1$s/order: no such file or folder; did you mean 'orders'?\nerror: %1$s/nope: no such file or folder\n"
                .formatted(folder));
  }

  @Test
  void tellsWhyThereIsNothingToRead() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path blank = Files.writeString(empty.resolve(".blank.json"), " \n[]\n");
    Path wide = Files.write(folder.resolve("utf16.json"), "{}".getBytes(StandardCharsets.UTF_16));
    Path broken = Files.write(folder.resolve("x.gz"), Arrays.copyOf(gzip("{\"a\": 1}"), 14));

    assertProblem("there is no file to read; --recursive looks into subfolders", empty.toString());
    assertProblem("no JSON in 1 file", blank.toString());
    assertProblem("byte 0: the text is encoded in UTF-16, not in UTF-8; convert", wide.toString());
    assertProblem("the compressed file ends too early", broken.toString());
    assertProblem("there is no field in any record, so there are no columns", file("{} {}"));
    assertProblem("is neither a file nor a folder", "/dev/null");
    assertProblem("1 bad record and no good one", file("17"));
  }

  @Test
  void aFileThatMayNotBeReadIsToldAndTheOthersAreRead() throws IOException {
    String good = file("{\"a\": 1}");
    Path secret = Files.writeString(folder.resolve("secret.json"), "{}");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(secret)).isFalse();

    Typed typed = tidemark("read", good, secret.toString());

    assertThat(typed.status()).isZero();
    assertThat(typed.out())
        .contains("1 file could not be read to the end:\n  " + secret + ": no permission");
    assertProblem("secret.json: no permission to read it", secret.toString());
  }

  @Test
  void anErrorInASchemaIsToldWithItsPosition() {
    assertProblem(
        "--schema: 'STRNG' is not a type; did you mean 'STRING'? (at position 9)",
        DAY,
        "--schema",
        "order_id STRNG");
  }

  @Test
  void anErrorInAStepIsToldAsThatOfAPipelineFile() {
    assertProblem(
        "--step[1].filter: 'order_idd' at position 0: no column 'order_idd' in [customer,",
        DAY,
        "--step",
        "drop: [items]",
        "--step",
        "filter: order_idd = 'x'");
    assertProblem(
        "--step[0].group_by: a group takes rows of many records",
        DAY,
        "--step",
        "group_by: {aggregate: {n: count(*)}}");
  }

  @Test
  void anAggregateOfAPipelineIsRefusedWithTheReason() {
    assertProblem(
        "orders.yaml: tables.revenue_by_country.steps[3].group_by: a group takes rows of many"
            + " records, and here each record is taken by itself; run the pipeline, or read a table"
            + " that is made before it",
        DAY,
        "--pipeline",
        PIPELINE,
        "--table",
        "revenue_by_country");
  }

  @Test
  void theTableOfAPipelineNeedNotBeNamedWhereThereIsOneToChoose() {
    Typed typed = tidemark("read", DAY, "--pipeline", PIPELINE, "--csv", "--limit", "1");

    assertThat(typed.out()).startsWith("order_id,customer_id,email,");
    assertProblem(
        "no table 'order_line' in [order_lines, revenue_by_country, orders_by_method]; did you mean"
            + " 'order_lines'?",
        DAY,
        "--pipeline",
        PIPELINE,
        "--table",
        "order_line");
  }

  @Test
  void aPipelineReadsTheFilesThatItNamesByTheLayoutThatItNames() throws IOException {
    String data = file("{\"a\":\n1}\n{\"a\": 2}");
    Path pipeline =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            name: p
            sources:
              s: {schema: a INT, files: {path: %s}}
            tables:
              base: {from: s, steps: [{filter: a > 0}]}
              t: {from: base, steps: [{with_column: {b: a + 1}}], write: {delta: out}}
            """
                .formatted(data));

    Typed typed = tidemark("read", "--pipeline", pipeline.toString(), "--table", "t", "--csv");

    assertThat(typed.out()).isEqualTo("a,b\n2,3\n");
    assertThat(typed.err()).startsWith("1 file, 3 records, 1 row\n2 bad records, which gave no");
  }

  @Test
  void aPipelineThatIsToFailAtABadRecordDoes() throws IOException {
    Path pipeline =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            name: p
            sources: {s: {schema: a INT, bad_records: fail_fast}}
            tables: {t: {from: s, steps: [{select: 10 / a AS x}], write: {delta: out}}}
            """);
    String data = file("{\"a\": 5} {\"a\": \"x\"}");

    assertProblem(
        "data.json, byte 9: bad record: a: \"x\" is not of type INT; mend it",
        data,
        "--pipeline",
        pipeline.toString());
    assertProblem(
        "the source of table 't' has no files; say which files to read",
        "--pipeline",
        pipeline.toString());
  }

  @Test
  void optionsThatContradictOneAnotherAreUsageErrors() {
    assertMisused("which files?");
    assertMisused("--table names a table of a pipeline", DAY, "--table", "x");
    assertMisused("--limit can't be below 0", DAY, "--limit", "-1");
    assertMisused("a pipeline has its own", "--pipeline", PIPELINE, "--step", "drop: x");
    assertMisused("--json", DAY, "--json", "--csv");
  }

  @Test
  void aSchemaWhoseNamesAreDataIsRefusedBeforeItFillsTheMemory() throws IOException {
    StringBuilder object = new StringBuilder("{\"users\": {");
    for (int i = 0; i <= 10_000; i++) {
      object.append(i == 0 ? "" : ",").append("\"u").append(i).append("\": 1");
    }
    Path data = Files.writeString(folder.resolve("map.json"), object.append("}}"));

    assertProblem(
        "there are more than 10,000 fields of different names; where names are data, such as ids,"
            + " declare a map",
        data.toString());
    assertThat(
            tidemark(
                    "read",
                    data.toString(),
                    "--schema",
                    "users MAP<STRING, INT>",
                    "--step",
                    "explode: users",
                    "--limit",
                    "0")
                .out())
        .contains("1 file, 1 record, 10,001 rows");
  }

  private List<String> numbers(String... arguments) {
    Typed typed = tidemark(with(arguments, "read", "--csv"));
    List<String> lines = new ArrayList<>(typed.out().lines().toList());
    assertThat(lines.remove(0)).isEqualTo("a");
    return lines;
  }

  private static void assertProblem(String message, String... arguments) {
    Typed typed = tidemark(with(arguments, "read"));

    assertThat(typed.err()).contains(message).startsWith("error: ");
    assertThat(typed.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(typed.err()).doesNotContain("\tat ");
  }

  private static void assertMisused(String message, String... arguments) {
    Typed typed = tidemark(with(arguments, "read"));

    assertThat(typed.err()).contains(message, "'tidemark read --help' shows what is possible");
    assertThat(typed.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(typed.out()).isEmpty();
  }

  private static JsonNode json(Typed typed) throws IOException {
    assertThat(typed.status()).isZero();
    return new ObjectMapper().readTree(typed.out());
  }

  private String file(String text) {
    try {
      return Files.writeString(folder.resolve("data.json"), text).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A file of which the order of time is known. */
  private static void write(Path file, String text, int second) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000L + second)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String[] with(String[] last, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(last));
    return all.toArray(String[]::new);
  }
}
