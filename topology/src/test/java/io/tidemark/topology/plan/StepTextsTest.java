package io.tidemark.topology.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.StepTexts;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTextsTest {

  private static final StructType ORDERS =
      StructType.fromDdl("id STRING, note STRING, items ARRAY<STRUCT<price: DOUBLE, sku: STRING>>");

  @Test
  void stepsOutsideOfAFileDoWhatThoseOfATableDo() {
    PipelinePlan plan = plan("explode_outer: items", "select: [id, items.price]");

    assertThat(plan.tables().get(0).schema())
        .isEqualTo(StructType.fromDdl("id STRING, price DOUBLE"));
    assertThat(rows(plan, "{'id': 'a', 'items': [{'price': 1.5}, {'price': 2}]}"))
        .containsExactly(Row.of("a", 1.5), Row.of("a", 2.0));
    assertThat(rows(plan, "{'id': 'b'}")).containsExactly(Row.of("b", null));
  }

  @Test
  void onlyColumnsThatTheStepsUseAreRead() {
    PipelinePlan plan = plan("select: [id]");

    assertThat(plan.sources().get(0).readSchema().names()).containsExactly("id");
  }

  @Test
  void anAssignedColumnIsReadWhenALaterStepUsesIt() {
    PipelinePlan plan =
        plan("with_column: {upper_id: upper(id)}", "filter: note IS NULL", "drop: [items, note]");

    assertThat(plan.sources().get(0).readSchema().names()).containsExactly("id", "note");
    assertThat(rows(plan, "{'id': 'a'}")).containsExactly(Row.of("a", "A"));
  }

  @Test
  void aWatermarkPassesAllRows() {
    PipelinePlan plan =
        plan(
            "with_column: {t: CAST(note AS TIMESTAMP)}",
            "with_watermark: {column: t, delay: 1 second}",
            "select: [id]");

    assertThat(rows(plan, "{'id': 'a', 'note': '2025-01-01T00:00:00Z'}"))
        .containsExactly(Row.of("a"));
  }

  @Test
  void problemsAreThoseOfAPipelineFileAtThePlaceOfTheStep() {
    assertProblems(List.of("filter: nota = 1"), "--step[0].filter: ", "no column 'nota'", "'note'");
    assertProblems(
        List.of("select: [id, idd]"), "--step[0].select[1]: ", "no column 'idd'", "'id'");
    assertProblems(List.of("select: idd"), "--step[0].select: ", "no column 'idd'", "'id'");
    assertProblems(
        List.of("drop: [id]", "drop: id"), "--step[1].drop: no column 'id' in [note, items]");
    assertProblems(List.of("explode: id"), "--step[0].explode: 'id' is STRING; only an ARRAY or a");
  }

  @Test
  void problemsOfAllStepsAreToldAtOnce() {
    assertThatThrownBy(() -> plan("filter: nope", "selct: [id]", "select: *", "x"))
        .isInstanceOf(UserException.class)
        .extracting(e -> ((UserException) e).problems(), LIST)
        .map(Object::toString)
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("--step[0].filter: "),
            p -> assertThat(p).isEqualTo("--step[1]: unknown step 'selct'; did you mean 'select'?"),
            p -> assertThat(p).startsWith("--step[2]: not YAML: ").contains("needs quotes: \"*\""),
            p -> assertThat(p).startsWith("--step[3]: expected a step, found 'x'; the steps are "));
  }

  @Test
  void whatNeedsMoreThanOneRecordIsRefusedWithTheReason() {
    assertProblems(
        List.of("filter: id IS NOT NULL", "group_by: {keys: [id], aggregate: {n: count(*)}}"),
        "--step[1].group_by: a group takes rows of many records, and here each record is taken by"
            + " itself; put the step into a pipeline file and run it");
    assertProblems(
        List.of("union: returns"), "--step[0].union: there is no other source or table 'returns'");
  }

  @Test
  void aVariableIsReplacedAsInAFile() {
    PipelinePlan plan =
        PipelinePlan.ofSteps(
            StepTexts.read(
                "--step", ORDERS, List.of("select: [\"${C:-note}\"]"), Map.of("C", "id")),
            "--step");

    assertThat(plan.tables().get(0).schema().names()).containsExactly("id");
  }

  private static void assertProblems(List<String> steps, String... texts) {
    assertThatThrownBy(() -> plan(steps.toArray(String[]::new)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(texts)
        .extracting(e -> ((UserException) e).problems(), LIST)
        .hasSize(1);
  }

  private static PipelinePlan plan(String... steps) {
    return PipelinePlan.ofSteps(
        StepTexts.read("--step", ORDERS, List.of(steps), Map.of()), "--step");
  }

  private static List<Row> rows(PipelinePlan plan, String json) {
    SourcePlan source = plan.sources().get(0);
    Row read =
        new JsonRowReader(source.schema(), Mode.STRICT).read(json.getBytes(StandardCharsets.UTF_8));
    List<Row> rows = new ArrayList<>();
    RowFlow.ofSource(plan, source.name())
        .process(
            List.of(read),
            new RowFlow.Output() {
              @Override
              public void rows(TablePlan table, List<Row> made) {
                rows.addAll(made);
              }

              @Override
              public void groups(TablePlan table, List<Row> made) {
                throw new AssertionError("groups");
              }

              @Override
              public void failed(TablePlan table, BadValueException cause) {
                throw cause;
              }
            });
    return rows;
  }
}
