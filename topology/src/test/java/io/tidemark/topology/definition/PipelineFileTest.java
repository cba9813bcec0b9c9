package io.tidemark.topology.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.TestPipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {

  private static final String MINIMAL =
      """
      name: orders
      sources:
        orders:
          schema: order_id STRING
      tables:
        copies:
          from: orders
          write: {delta: out/copies}
      """;

  @TempDir private Path folder;

  @Test
  void fillsInEveryDefaultOfAMinimalFile() {
    PipelineDefinition pipeline = load(MINIMAL);

    assertThat(pipeline)
        .isEqualTo(
            new PipelineDefinition(
                "orders.yaml",
                "orders",
                new Trigger.Default(),
                List.of(
                    new SourceDefinition(
                        "orders",
                        StructType.fromDdl("order_id STRING"),
                        "orders",
                        4,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        BadRecords.DEAD_LETTER,
                        Optional.empty())),
                List.of(
                    new TableDefinition(
                        "copies",
                        "orders",
                        List.of(),
                        List.of(
                            new WriteDefinition.Delta("out/copies", Optional.empty(), List.of())),
                        Optional.empty(),
                        Pace.DEFAULT))));
  }

  @Test
  void readsEveryKeyOfASource() {
    PipelineDefinition pipeline =
        load(
            """
            name: p
            sources:
              s:
                schema: id STRING, v INT
                topic: raw.s
                partitions: 12
                key: id
                bad_records: fail_fast
                dead_letter: {delta: out/dead}
                files:
                  path: [data/a, data/b]
                  multiline: true
                  clean_source: archive
                  archive_dir: data/archive
                  settle: 2 seconds
                  recursive: true
                  max_files_per_trigger: 50
                  max_bytes_per_trigger: 64m
            tables:
              t: {from: s, write: {delta: out/t, output_mode: append, partition_by: [v]}}
            """);

    assertThat(pipeline.sources())
        .containsExactly(
            new SourceDefinition(
                "s",
                StructType.fromDdl("id STRING, v INT"),
                "raw.s",
                12,
                Optional.of("id"),
                Optional.of(
                    new FilesDefinition(
                        List.of("data/a", "data/b"),
                        true,
                        CleanSource.ARCHIVE,
                        Optional.of("data/archive"),
                        Duration.ofSeconds(2),
                        true,
                        new FilesDefinition.BatchLimits(Optional.of(50), Optional.of(64L << 20)))),
                Optional.empty(),
                BadRecords.FAIL_FAST,
                Optional.of("out/dead")));
    assertThat(pipeline.tables().get(0).write())
        .containsExactly(
            new WriteDefinition.Delta("out/t", Optional.of(OutputMode.APPEND), List.of("v")));
  }

  @Test
  void readsADeltaTableAsASource() {
    PipelineDefinition pipeline =
        load(
            """
            name: p
            sources:
              events: {delta: data/tables/events}
              changes:
                delta: out/changes
                schema: id STRING
                topic: raw.changes
                partitions: 3
                starting_version: 7
                ignore_deletes: true
                ignore_changes: true
                max_files_per_trigger: 5
                max_bytes_per_trigger: 1m
            tables:
              t: {from: events, write: {delta: out/t}}
            """);

    assertThat(pipeline.sources())
        .containsExactly(
            new SourceDefinition(
                "events",
                new StructType(List.of()),
                "",
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new DeltaInput(
                        "data/tables/events",
                        "earliest",
                        false,
                        false,
                        FilesDefinition.BatchLimits.DEFAULT)),
                BadRecords.DEAD_LETTER,
                Optional.empty()),
            new SourceDefinition(
                "changes",
                StructType.fromDdl("id STRING"),
                "raw.changes",
                3,
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                    new DeltaInput(
                        "out/changes",
                        "7",
                        true,
                        true,
                        new FilesDefinition.BatchLimits(Optional.of(5), Optional.of(1L << 20)))),
                BadRecords.DEAD_LETTER,
                Optional.empty()));
  }

  @Test
  void tellsWhatASourceCannotBe() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    name: p
                    sources:
                      a: {delta: x, files: {path: y}, key: id}
                      b: {schema: id STRING, starting_version: latest}
                      c: {delta: x, starting_version: soon}
                      d: {topic: d}
                    tables:
                      t: {from: a, write: {delta: out/t}}
                    """))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "sources.a (line 3): a source has either 'files' or 'delta'",
            "sources.a (line 3): 'key' does nothing with 'delta'",
            "sources.b (line 4): 'starting_version' does nothing without 'delta'",
            "sources.c.starting_version (line 5): 'soon' is not earliest, latest or a version",
            "sources.d (line 6): 'schema' is missing");
  }

  @Test
  void readsEveryStepInTheOrderWritten() {
    PipelineDefinition pipeline =
        load(
            MINIMAL.replace(
                "from: orders",
                """
                from: orders
                    steps:
                      - select: [order_id, "*", a.b AS c]
                      - drop: items
                      - with_column: {b: 1, a: b + 1}
                      - filter: a > 0
                      - where: b IS NOT NULL
                      - explode: items
                      - explode_outer: metadata
                      - union: other
                      - with_watermark: {column: t, delay: 10 seconds}
                      - group_by:
                          window: {size: 5 minutes, slide: 1 minute}
                          keys: country
                          aggregate: {n: count(*)}"""));

    assertThat(pipeline.tables().get(0).steps())
        .containsExactly(
            new Step.Select(List.of("order_id", "*", "a.b AS c")),
            new Step.Drop(List.of("items")),
            new Step.WithColumn(Map.of("b", "1", "a", "b + 1")),
            new Step.Filter("a > 0"),
            new Step.Filter("b IS NOT NULL"),
            new Step.Explode("items"),
            new Step.ExplodeOuter("metadata"),
            new Step.Union("other"),
            new Step.WithWatermark("t", Duration.ofSeconds(10), Optional.empty()),
            new Step.GroupBy(
                Optional.of(
                    new WindowDefinition(
                        new Window.Sliding(Duration.ofMinutes(5), Duration.ofMinutes(1)),
                        Optional.empty())),
                List.of("country"),
                Map.of("n", "count(*)")));
    Step.WithColumn columns = (Step.WithColumn) pipeline.tables().get(0).steps().get(2);
    assertThat(columns.expressions().keySet()).containsExactly("b", "a");
  }

  @Test
  void takesAWindowInEachOfItsForms() {
    assertThat(window("{size: 5 minutes}")).isEqualTo(new Window.Tumbling(Duration.ofMinutes(5)));
    assertThat(window("{tumbling: 5 minutes}"))
        .isEqualTo(new Window.Tumbling(Duration.ofMinutes(5)));
    assertThat(window("{sliding: {size: 5 minutes, slide: 1 minute}}"))
        .isEqualTo(new Window.Sliding(Duration.ofMinutes(5), Duration.ofMinutes(1)));
    assertThat(window("{size: 1 hour, slide: 1 hour}"))
        .isEqualTo(new Window.Tumbling(Duration.ofHours(1)));
    assertThat(window("{gap: 5 minutes}")).isEqualTo(new Window.Session(Duration.ofMinutes(5)));
    assertThat(window("{session: {gap: 5 minutes}}"))
        .isEqualTo(new Window.Session(Duration.ofMinutes(5)));
  }

  private Window window(String yaml) {
    String text =
        MINIMAL.replace(
            "from: orders",
            "from: orders\n    steps: [{group_by: {window: "
                + yaml
                + ", aggregate: {n: count(*)}}}]");
    Step.GroupBy step = (Step.GroupBy) load(text).tables().get(0).steps().get(0);
    return step.window().orElseThrow().window();
  }

  @Test
  void takesAProcessingTimeAsAMapping() {
    assertThat(load(MINIMAL + "trigger: {processing_time: 10 seconds}\n").trigger())
        .isEqualTo(new Trigger.ProcessingTime(Duration.ofSeconds(10)));
    assertThat(load(MINIMAL + "trigger: available_now\n").trigger())
        .isEqualTo(new Trigger.AvailableNow());
  }

  @Test
  void replacesVariablesInValues() {
    PipelineReading reading =
        TestPipeline.read(
            MINIMAL
                .replace("out/copies", "'${DATA:-data}/${TABLE}$${x}'")
                .replace("schema:", "partitions: ${PARTITIONS:-2}\n    schema:"),
            Map.of("TABLE", "t", "PARTITIONS", "7"));

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.definition().tables().get(0).delta().orElseThrow().path())
        .isEqualTo("data/t${x}");
    assertThat(reading.definition().sources().get(0).partitions()).isEqualTo(7);
  }

  @Test
  void tellsAllProblemsAtOnceEachWithItsPathAndLine() {
    String yaml =
        """
        name: my orders
        sorces: {}
        sources:
          orders:
            partitions: 0
            bad_records: ignore
            files: {pth: data/orders, multiline: yes}
        tables:
          lines:
            form: orders
            steps:
              - filtr: a > 1
              - {select: [a], drop: [b]}
              - with_watermark: {column: t, delay: 5 parsecs}
              - group_by: {window: {size: 1 minute, slide: 2 minutes}, aggregate: {}}
            write: {delta: "", output_mode: overwrite}
        trigger: sometimes
        """;

    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            orders.yaml: name (line 1): 'my orders' can't be a name; a name has up to 64 letters, digits, '_' and '-', and begins with a letter or digit
            orders.yaml (line 2): unknown key 'sorces'; did you mean 'sources'?
            orders.yaml: sources.orders (line 4): 'schema' is missing; the records' columns as Spark DDL: order_id STRING, items ARRAY<STRUCT<price: DOUBLE>>
            orders.yaml: sources.orders.partitions (line 5): '0' is not a whole number from 1 to 10000
            orders.yaml: sources.orders.bad_records (line 6): unknown bad_records 'ignore'; it is one of dead_letter, permissive, fail_fast
            orders.yaml: sources.orders.files (line 7): 'path' is missing; folder or glob of JSON files, or a list of them
            orders.yaml: sources.orders.files.multiline (line 7): 'yes' is not true or false
            orders.yaml: sources.orders.files (line 7): unknown key 'pth'; did you mean 'path'?
            orders.yaml: tables.lines (line 9): 'from' is missing; the source or table that it is made of
            orders.yaml: tables.lines (line 10): unknown key 'form'; did you mean 'from'?
            orders.yaml: tables.lines.steps[0] (line 12): unknown step 'filtr'; did you mean 'filter'?
            orders.yaml: tables.lines.steps[1] (line 13): a step has one key, found select, drop; write each as an item of its own, beginning with '- '
            orders.yaml: tables.lines.steps[2].with_watermark.delay (line 14): '5 parsecs' is not a length of time such as '10 seconds' or '1 hour 30 minutes': unknown unit 'parsecs'; the units are microseconds, milliseconds, seconds, minutes, hours, days and weeks
            orders.yaml: tables.lines.steps[3].group_by.window (line 15): 'slide' is longer than 'size', so that rows between windows would be lost; make it at most the size
            orders.yaml: tables.lines.steps[3].group_by.aggregate (line 15): expected column names, each with an SQL expression, found an empty mapping
            orders.yaml: tables.lines.write.delta (line 16): expected a path, found ''
            orders.yaml: tables.lines.write.output_mode (line 16): unknown output_mode 'overwrite'; it is one of append, update, complete
            orders.yaml: trigger (line 17): unknown trigger 'sometimes'; the triggers are default, once, available_now, processing_time: 10 seconds"""
                .stripIndent());
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertThatThrownBy(() -> load(MINIMAL.replace("from: orders", "from: orders\n    from: other")))
        .hasMessage(
            "orders.yaml: tables.copies (line 8): key 'from' is there twice, first on line 7; keep"
                + " one of them");
  }

  @Test
  void tellsWhereAFileStopsBeingYaml() {
    assertThatThrownBy(() -> load("name: orders\nsources: [a\ntables: b: c\n"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("orders.yaml: line 3, column ")
        .hasMessageContaining(": not YAML: ");
    assertThatThrownBy(() -> load("trigger: processing_time: 10 seconds\n"))
        .hasMessage(
            "orders.yaml: line 1, column 25: not YAML: mapping values are not allowed here; a text"
                + " with ': ' in it needs quotes");
    assertThatThrownBy(() -> load("name: orders\n\tsources: a\n"))
        .hasMessageContaining("indent with spaces");
    assertThatThrownBy(() -> load("tables: {t: {write: {delta: ${DATA}/t}}}\n"))
        .hasMessageEndingWith("a value with ${…} in it needs quotes within { }");
    assertThatThrownBy(() -> load("tables: {t: {steps: [{select: [*, a]}]}}\n"))
        .hasMessageEndingWith("a text that begins with * needs quotes: \"*\"");
  }

  @Test
  void refusesFilesThatAreNoPipelines() {
    assertThatThrownBy(() -> load("")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> load("- a\n- b\n"))
        .hasMessage(
            "orders.yaml (line 1): expected a mapping with name, sources, tables, found a list; it"
                + " begins with 'name: '");
    assertThatThrownBy(() -> load(MINIMAL + "---\nname: second\n"))
        .hasMessage(
            "orders.yaml (line 10): a second document begins here; keep one pipeline per file");
  }

  @Test
  void tellsWhenAVariableIsNotSet() {
    assertThatThrownBy(() -> load(MINIMAL.replace("out/copies", "'${DATA}/t'")))
        .hasMessage(
            "orders.yaml: tables.copies.write.delta (line 8): variable DATA is not set; set it, or"
                + " give it a default: ${DATA:-value}");
  }

  @Test
  void tellsWhatIsWrongWithASchema() {
    assertThatThrownBy(() -> load(MINIMAL.replace("order_id STRING", "order_id STRNG")))
        .hasMessageStartingWith("orders.yaml: sources.orders.schema (line 4): ")
        .hasMessageContaining("STRNG");
  }

  @Test
  void refusesWhatIsNoReadableFile() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    Path latin1 = folder.resolve("latin1.yaml");
    Files.write(latin1, "name: bücher".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PipelineFile.load(missing, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(missing + ": no such file; give the path of a pipeline file");
    assertThatThrownBy(() -> PipelineFile.load(folder, Map.of()))
        .hasMessage(folder + ": is a folder; give the path of a pipeline file");
    assertThatThrownBy(() -> PipelineFile.load(latin1, Map.of()))
        .hasMessage(latin1 + ": is not UTF-8 text; save it as UTF-8");
  }

  private PipelineDefinition load(String yaml) {
    try {
      Path file = folder.resolve("orders.yaml");
      Files.writeString(file, yaml);
      return PipelineFile.load(file, Map.of());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
