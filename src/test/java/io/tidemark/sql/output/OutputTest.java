package io.tidemark.sql.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.golden.Golden;
import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.output.TableWriter.Limits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static final Path EXPECTED = Path.of("test/resources/io/tidemark/sql/output");
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", "VARCHAR"),
          new Column("revenue", "DOUBLE"),
          new Column("at", "TIMESTAMP WITH TIME ZONE"),
          new Column("more", "STRUCT(x INTEGER)"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

  @Test
  void linesColumnsUpAndShowsNull() {
    write(new TableWriter(out, new Limits(Limits.UNLIMITED, 100)));

    Golden.assertSame(EXPECTED.resolve("table.txt"), written());
  }

  @Test
  void cutsTextsButNotNumbersAndTimesToFitTheWidth() {
    write(new TableWriter(out, new Limits(64, 100)));

    Golden.assertSame(EXPECTED.resolve("table-narrow.txt"), written());
    assertThat(written().lines()).allMatch(line -> DisplayWidth.of(line) <= 64);
  }

  @Test
  void putsColumnsBelowEachOtherWhenTheyCanNotFit() {
    write(new TableWriter(out, new Limits(40, 100)));

    Golden.assertSame(EXPECTED.resolve("table-below.txt"), written());
  }

  @Test
  void writesJson() {
    write(new JsonWriter(out));

    Golden.assertSame(EXPECTED.resolve("result.json"), written());
  }

  @Test
  void writesCsv() {
    write(new CsvWriter(out));

    Golden.assertSame(EXPECTED.resolve("result.csv"), written());
  }

  @Test
  void writesAnEmptyResultWithItsColumns() {
    ResultWriter writer = new TableWriter(out, new Limits(80, 10));

    writer.begin(COLUMNS);
    writer.end();

    assertThat(written())
        .isEqualTo("name | revenue | at | more\n-----+---------+----+-----\n(0 rows)\n");
  }

  @Test
  void saysThatThereIsMoreThanItShows() {
    ResultWriter writer = new TableWriter(out, new Limits(80, 2));
    writer.begin(List.of(new Column("x", "INTEGER")));

    boolean[] wantsMore =
        new boolean[] {
          writer.row(List.of(1)), writer.row(List.of(2)), writer.row(List.of(3)),
        };
    writer.end();

    assertThat(wantsMore).containsExactly(true, true, false);
    assertThat(written()).isEqualTo("x\n-\n1\n2\n(the first 2 rows; --rows N shows more)\n");
  }

  @Test
  void goesOnAfterTheRowsThatDecideTheWidth() {
    ResultWriter writer = new TableWriter(out, new Limits(80, Long.MAX_VALUE));
    writer.begin(List.of(new Column("x", "VARCHAR")));

    IntStream.range(0, 1001).forEach(i -> writer.row(List.of(i < 1000 ? "short" : "much longer")));
    writer.end();

    assertThat(written()).endsWith("short\nmuch…\n(1001 rows)\n");
  }

  @Test
  void numbersASecondColumnOfTheSameNameInJson() {
    ResultWriter writer = new JsonWriter(out);

    writer.begin(List.of(new Column("a", "INTEGER"), new Column("a", "INTEGER")));
    writer.row(List.of(1, 2));
    writer.end();

    assertThat(written()).isEqualTo("[\n{\"a\":1,\"a_2\":2}\n]\n");
  }

  private String written() {
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void write(ResultWriter writer) {
    writer.begin(COLUMNS);
    rows().forEach(writer::row);
    writer.end();
  }

  private static List<List<@Nullable Object>> rows() {
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    more.put("tags", List.of("a", "b"));
    more.put("day", LocalDate.of(2025, 6, 22));
    more.put("none", null);
    return List.of(
        List.of("Jürgen", 1234567.891, Instant.parse("2025-06-22T10:05:00Z"), more),
        List.of("山田 太郎", -0.5, Instant.parse("2025-06-22T10:05:00.120Z"), "a, \"b\""),
        List.of("line\nbreak and \u001b[31mcolour", Double.NaN, Instant.EPOCH, ""),
        List.of("e\u0301 combined", 1e300, Instant.EPOCH, "xy".getBytes(StandardCharsets.UTF_8)),
        List.of("a name that is quite long, really", 0.0, Instant.EPOCH, new BigDecimal("1E+3")),
        Arrays.asList(null, null, null, null));
  }
}
