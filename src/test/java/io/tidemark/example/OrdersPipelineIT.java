package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineRun;
import io.tidemark.run.RunSettings;
import io.tidemark.run.RunSummary;
import io.tidemark.run.SourceSummary;
import io.tidemark.run.TableSummary;
import io.tidemark.sql.Column;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.SqlSession;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped pipeline over the shipped orders, against {@link ShopModel}. */
class OrdersPipelineIT {

  private static final Path PIPELINE = Path.of("..", "topology", "examples", "orders.yaml");
  private static final String SHIPPED = "topology/examples/orders";

  @TempDir private Path folder;
  private Path input;
  private Path pipeline;

  @BeforeEach
  void copyTheInput() throws IOException {
    input = Files.createDirectories(folder.resolve("orders"));
    for (Map.Entry<String, String> file : SampleOrders.files().entrySet()) {
      Files.writeString(input.resolve(file.getKey()), file.getValue());
    }
    String text =
        Files.readString(PIPELINE).replace("${ORDERS:-" + SHIPPED + "}", input.toString());
    assertThat(text).contains(input.toString());
    pipeline = Files.writeString(folder.resolve("orders.yaml"), text);
  }

  @Test
  void givesTheTablesThatASimpleModelGives() throws IOException {
    // When
    RunSummary first = run();

    // Then
    ShopModel model = new ShopModel(SampleOrders.files().values());
    assertTables(model);
    assertThat(model.late()).hasSize(1);
    assertThat(table(first, Kind.LATE, "revenue_by_country").rows()).isEqualTo(1);
    assertThat(table(first, Kind.LATE, "orders_by_method").rows()).isEqualTo(1);
    assertThat(files(first).processed()).isEqualTo(SampleOrders.files().size());
    assertThat(query("SELECT DISTINCT file FROM orders_dead_letter"))
        .containsExactly(List.of("20250621T182244-export.json"));

    // And: typed again, nothing is new
    RunSummary second = run();
    assertThat(second.tables()).allMatch(t -> t.rows() == 0 && t.commits() == 0);
    assertThat(files(second).processed()).isZero();

    // And: one more file, only that is read, and it closes the windows that were open
    SortedMap<String, String> all = new TreeMap<>(SampleOrders.files());
    all.put("z-one-more.json", SampleOrders.oneMore());
    Files.writeString(input.resolve("z-one-more.json"), SampleOrders.oneMore());
    RunSummary third = run();
    assertThat(files(third).processed()).isEqualTo(1);
    assertThat(files(third).records()).isEqualTo(1);
    assertTables(new ShopModel(all.values()));
  }

  private RunSummary run() {
    PipelinePlan plan =
        PipelinePlan.load(pipeline, Map.of("DATA", folder.resolve("data").toString()));
    RunSettings settings =
        new RunSettings(
            folder.resolve("data"),
            new KafkaAccess.Embedded(0),
            Optional.of(new Trigger.AvailableNow()));
    return new PipelineRun(plan, settings, new Silence()).execute();
  }

  private void assertTables(ShopModel model) {
    assertThat(query("SELECT * FROM order_lines").stream().map(OrdersPipelineIT::joined))
        .containsExactlyInAnyOrderElementsOf(model.orderLines());
    assertGroups(
        query("SELECT window_start, country, orders, units, revenue FROM revenue_by_country"),
        model.revenueByCountry());
    assertGroups(
        query("SELECT window_start, method, orders, customers FROM orders_by_method"),
        model.ordersByMethod());
  }

  /** Sums of doubles may differ in the last bits: the model adds them up in another order. */
  private static void assertGroups(
      List<List<@Nullable Object>> rows, Map<String, List<@Nullable Number>> expected) {
    Map<String, List<@Nullable Object>> found =
        rows.stream()
            .collect(Collectors.toMap(r -> r.get(0) + " " + r.get(1), r -> r.subList(2, r.size())));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    for (Map.Entry<String, List<@Nullable Number>> group : expected.entrySet()) {
      for (int i = 0; i < group.getValue().size(); i++) {
        Number value = group.getValue().get(i);
        Object actual = found.get(group.getKey()).get(i);
        if (value == null) {
          assertThat(actual).as(group.getKey()).isNull();
        } else {
          assertThat(((Number) actual).doubleValue())
              .as(group.getKey())
              .isCloseTo(value.doubleValue(), Offset.offset(1e-6));
        }
      }
    }
  }

  private static String joined(List<@Nullable Object> row) {
    return row.stream().map(String::valueOf).collect(Collectors.joining("|"));
  }

  private static SourceSummary.Files files(RunSummary summary) {
    return summary.sources().get(0).files().orElseThrow();
  }

  private static TableSummary table(RunSummary summary, Kind kind, String name) {
    return summary.tables().stream()
        .filter(t -> t.kind() == kind && t.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<List<@Nullable Object>> query(String sql) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (SqlSession session = SqlSession.open(folder.resolve("data/tables"))) {
      session.query(
          sql,
          new ResultWriter() {
            @Override
            public void begin(List<Column> columns) {}

            @Override
            public boolean row(List<@Nullable Object> values) {
              return rows.add(values);
            }

            @Override
            public void end() {}
          });
    }
    return rows;
  }
}
