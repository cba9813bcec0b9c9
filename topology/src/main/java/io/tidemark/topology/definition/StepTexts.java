package io.tidemark.topology.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps that are not in a pipeline file: a YAML text each, as an item of {@code steps:}. */
public final class StepTexts {

  /** The one source of what is read. */
  public static final String SOURCE = "records";

  /** The one table of what is read. */
  public static final String TABLE = "rows";

  private static final Shape<Step> STEP = new StepFormat();

  private StepTexts() {}

  /**
   * Reads steps as far as they can be read: as a pipeline with one source and one table, whose
   * problems are at paths such as {@code --step[0].filter}.
   *
   * @param path of the steps, in problems: {@code --step}
   * @param schema of the source's records
   * @param texts one step each
   * @param variables what {@code ${NAME}} and {@code ${NAME:-default}} stand for: the environment
   */
  public static PipelineReading read(
      String path, StructType schema, List<String> texts, Map<String, String> variables) {
    Findings findings = new Findings();
    Place place = new Place(findings, path, 0);
    List<Step> steps = new ArrayList<>();
    boolean whole = true;
    for (int i = 0; i < texts.size(); i++) {
      Optional<Step> step = read(texts.get(i), new Variables(variables), place.item(i, 0));
      whole = whole && step.isPresent();
      if (whole) {
        step.ifPresent(steps::add);
      }
    }
    return PipelineReading.of(definition(schema, steps), withoutLines(findings));
  }

  private static Optional<Step> read(String text, Variables variables, Place place) {
    try {
      YamlNode node = YamlReader.read(text, variables, place);
      return Optional.ofNullable(STEP.read(node, place));
    } catch (JsonProcessingException e) {
      Problem problem = YamlErrors.problem("", e);
      place.problem(problem.what(), problem.remedy());
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static PipelineDefinition definition(StructType schema, List<Step> steps) {
    SourceDefinition source =
        new SourceDefinition(
            SOURCE,
            schema,
            SOURCE,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BadRecords.DEAD_LETTER,
            Optional.empty());
    TableDefinition table =
        new TableDefinition(TABLE, SOURCE, steps, List.of(), Optional.empty(), Pace.DEFAULT);
    return new PipelineDefinition("", "", new Trigger.Default(), List.of(source), List.of(table));
  }

  /** A line would be that of the step's own text, which is one line as a rule. */
  private static Findings withoutLines(Findings findings) {
    Findings without = new Findings();
    findings.problems().stream()
        .map(f -> new Findings.Finding(f.path(), 0, f.what(), f.remedy()))
        .forEach(without::add);
    findings.lines().keySet().forEach(path -> without.line(path, 0));
    return without;
  }
}
