package io.tidemark.read.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.split.Layout;
import io.tidemark.read.OddNames;
import io.tidemark.read.PipelineTable;
import io.tidemark.read.ReadInput;
import io.tidemark.read.RecordScan;
import io.tidemark.read.RecordScan.BadRecordPolicy;
import io.tidemark.row.Row;
import io.tidemark.topology.definition.PipelineFile;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineDraftTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void flatColumnsOfOneNameGetTheirParentsBeforeIt() {
    assertThat(
            select(
                """
                {"id": 1, "name": "a", "customer": {"id": 2, "name": "b", "address": {"city": "c"}},
                 "seller": {"address": {"city": "d"}, "ID": 3}}
                """))
        .containsExactly(
            "customer.address.city AS customer_address_city",
            "customer.id AS customer_id",
            "customer.name AS customer_name",
            "id",
            "name",
            "seller.ID AS seller_ID",
            "seller.address.city AS seller_address_city");
  }

  @Test
  void theNameThatNeedsNoChangeIsKeptAndOthersAreNumbered() {
    assertThat(select("{\"a b\": 1, \"a_b\": 2, \"a.b\": 3, \"A_B\": 4}"))
        .containsExactly("A_B", "\"`a b` AS a_b_3\"", "\"`a.b` AS a_b_4\"", "a_b AS a_b_2");
  }

  @Test
  void wordsOfTheLanguageAreQuoted() {
    assertThat(select("{\"case\": 1, \"null\": {\"then\": 2}, \"timestamp\": 3, \"a`b\": 4}"))
        .containsExactly("\"`a``b` AS a_b\"", "\"`case`\"", "\"`null`.`then`\"", "timestamp");
  }

  @Test
  void arraysBecomeRowsWithAWordOnWhatTwoOfThemDo() {
    String draft = draft("{\"id\": 1, \"tags\": [\"x\"], \"items\": [{\"id\": 2, \"n\": 3}]}");

    assertThat(draft.indent(-4))
        .contains(
            """
              - select:
                  - id
                  - items
                  - tags
              # A row for each element; one of nulls where there is none.
              # Explodes multiply: 2 of items and 3 of tags give 6 rows, so that a sum over items
              # counts each 3 times. Explode only one where you sum ('tidemark plan' shows how rows
              # multiply).
              - explode_outer: items
              - explode_outer: tags
              - select:
                  - "*"
                  - items.id AS items_id
                  - items.n
              - drop: [items]
            write:""");
  }

  @Test
  void aThirdArrayStaysOne() {
    assertThat(draft("{\"a\": [1], \"b\": [{\"x\": 1, \"c\": [2]}]}"))
        .contains("- explode_outer: b\n", "- explode_outer: a\n", "- b.c\n")
        .contains("# c stays an array; a third explode would multiply the rows once more.\n");
  }

  @Test
  void anArrayOfArraysIsExplodedAsOftenAsItIsDeep() throws IOException {
    assertThat(rows("{\"m\": [[{\"x\": 1}, {\"x\": 2}], [], [{\"x\": 3}]]}"))
        .containsExactly(Row.of(1L), Row.of(2L), Row.of((Object) null), Row.of(3L));
  }

  @Test
  void aWindowIsSuggestedOverTheColumnThatHoldsTimes() {
    assertThat(draft("{\"zip\": \"94107\", \"timestamp\": \"2025-06-20T06:00:00Z\"}"))
        .contains("{event_time: \"CAST(timestamp AS TIMESTAMP)\"}");
    assertThat(draft("{\"a\": \"2025-06-20 06:00\", \"meta\": {\"createdAt\": \"2025-06-20T06\"}}"))
        .contains("{event_time: \"CAST(meta.createdAt AS TIMESTAMP)\"}");
    assertThat(draft("{\"ts\": 1750399200}")).contains("{event_time: \"timestamp_seconds(ts)\"}");
    assertThat(draft("{\"ts\": 1750399200123}")).contains("timestamp_millis(ts)");
    assertThat(draft("{\"n\": 1750399200, \"day\": \"2025-06-20\", \"s\": \"2025\"}"))
        .doesNotContain("event_time");
    assertThat(draft("{\"at\": \"2025-06-20T06:00:00Z\"} {\"at\": \"soon\"}"))
        .doesNotContain("event_time");
  }

  @Test
  void theSuggestedWindowIsAPipelineOnceTheMarksAreRemoved() throws IOException {
    draft("{\"created at\": \"2025-06-20T06:00:00Z\", \"x\": 1}");
    Path file = folder.resolve("data.yaml");
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^  # (?!Records)", "  "));

    assertThat(PipelinePlan.load(file, Map.of()).tables())
        .anyMatch(table -> table.aggregation().isPresent());
  }

  @Test
  void thePathIsOneThatTheSourceUnderstands() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a [1], {b}"));
    Files.writeString(odd.resolve("x #1: y.json"), "{\"x\": 1}");

    for (Path path : List.of(odd, odd.resolve("x #1: y.json"))) {
      Path file = folder.resolve("odd-" + path.getNameCount() + ".yaml");
      PipelineDraft.of(input(path.toString()), "odd").write(file, Map.of());

      ReadInput files = pipelineTable(file).files().orElseThrow();
      assertThat(new RecordScan(files, BadRecordPolicy.FAIL, record -> true).run().records())
          .isEqualTo(1);
    }
  }

  @Test
  void thePipelineIsNamedAfterWhatItReads() throws IOException {
    Path data = Files.createDirectory(folder.resolve("Bestellungen für Köln"));
    Files.writeString(data.resolve("2025.06-day.json"), "{\"x\": 1}");
    Files.writeString(folder.resolve("日本.json"), "{\"x\": 1}");

    assertThat(name(data.toString())).isEqualTo("Bestellungen_fur_Koln");
    assertThat(name(data + "/*.json")).isEqualTo("Bestellungen_fur_Koln");
    assertThat(name(data + "/2025.06-day.json")).isEqualTo("2025_06-day");
    assertThat(name(folder + "/日本.json")).isEqualTo("records");
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void whateverTheJsonTheDraftLoadsAndPlansAndGivesARowOfEachRecord(@ForAll long seed)
      throws IOException {
    // Given
    Path data = Files.createTempDirectory("draft");
    RandomJson random = new RandomJson(seed);
    List<String> records = List.of(random.record(), random.record(), random.record());
    Files.writeString(data.resolve("data.json"), String.join("\n", records));

    // When
    Path file = data.resolve("data.yaml");
    PipelineDraft draft = PipelineDraft.of(input(data.resolve("data.json").toString()), null);
    draft.write(file, Map.of());

    // Then
    assertThat(PipelineFile.load(file, Map.of()).tables()).hasSize(1);
    PipelineTable table = pipelineTable(file);
    var rows = table.rows();
    assertThat(rows.schema().size()).isEqualTo(draft.columns());
    var counts =
        new RecordScan(
                table.files().orElseThrow(),
                BadRecordPolicy.FAIL,
                record -> {
                  assertThat(rows.of(record)).isNotEmpty();
                  return true;
                })
            .run();
    assertThat(counts.records()).isEqualTo(records.size());
    Files.delete(file);
    Files.delete(data.resolve("data.json"));
    Files.delete(data);
  }

  /** Records of one shape, or nearly: some fields are missing, null, or of another type. */
  private static final class RandomJson {

    private static final int MOST_FIELDS = 5;

    private final long seed;
    private final Random values;

    RandomJson(long seed) {
      this.seed = seed;
      this.values = new Random(~seed);
    }

    String record() throws JsonProcessingException {
      Map<String, @Nullable Object> record = object(new Random(seed), 0);
      record.put("always", 1);
      return JSON.writeValueAsString(record);
    }

    private Map<String, @Nullable Object> object(Random shape, int depth) {
      OddNames names = new OddNames(shape);
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = shape.nextInt(MOST_FIELDS); i >= 0; i--) {
        String name = names.next();
        Object value = value(shape, depth);
        if (values.nextInt(5) > 0) {
          object.put(name, values.nextInt(5) > 0 ? value : null);
        }
      }
      return object;
    }

    private Object value(Random shape, int depth) {
      return switch (shape.nextInt(depth > 2 ? 3 : 7)) {
        case 0 -> values.nextInt(100);
        case 1 -> values.nextBoolean() ? (Object) 2.5 : "text";
        case 2 -> "2025-06-20T06:00:00Z";
        case 3, 4 -> object(shape, depth + 1);
        default -> array(shape.nextLong(), depth + 1);
      };
    }

    private List<Object> array(long shapeSeed, int depth) {
      List<Object> array = new ArrayList<>();
      for (int i = values.nextInt(3); i > 0; i--) {
        array.add(value(new Random(shapeSeed), depth));
      }
      return array;
    }
  }

  private static ReadInput input(String path) {
    return new ReadInput(List.of(path), Layout.DOCUMENTS, Depth.FOLDER_ONLY);
  }

  private static PipelineTable pipelineTable(Path file) {
    return PipelineTable.find(PipelinePlan.load(file, Map.of()), file.toString(), null);
  }

  private static String name(String path) {
    return PipelineDraft.of(input(path), null).name();
  }

  /** Writes a draft beside the data, and answers its text. */
  private String draft(String json) {
    try {
      Path data = Files.writeString(folder.resolve("data.json"), json);
      Path file = folder.resolve("data.yaml");
      Files.deleteIfExists(file);
      PipelineDraft draft = PipelineDraft.of(input(data.toString()), null);
      draft.write(file, Map.of());
      assertThat(file).hasContent(draft.text());
      return draft.text();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The items of the first select. */
  private List<String> select(String json) {
    return draft(json)
        .lines()
        .dropWhile(line -> !line.endsWith("- select:"))
        .skip(1)
        .takeWhile(line -> line.startsWith("          - "))
        .map(line -> line.strip().substring(2))
        .toList();
  }

  private List<Row> rows(String json) throws IOException {
    draft(json);
    PipelineTable table = pipelineTable(folder.resolve("data.yaml"));
    List<Row> all = new ArrayList<>();
    var rows = table.rows();
    new RecordScan(
            table.files().orElseThrow(),
            BadRecordPolicy.FAIL,
            record -> {
              all.addAll(rows.of(record));
              return true;
            })
        .run();
    return all;
  }
}
