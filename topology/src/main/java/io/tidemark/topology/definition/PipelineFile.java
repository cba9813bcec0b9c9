package io.tidemark.topology.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** Reads pipeline files. */
public final class PipelineFile {

  private PipelineFile() {}

  /**
   * Reads a pipeline file.
   *
   * @param variables what {@code ${NAME}} and {@code ${NAME:-default}} stand for: the environment
   * @throws UserException with all problems of the file
   */
  public static PipelineDefinition load(Path file, Map<String, String> variables) {
    PipelineReading reading = read(file, variables);
    if (!reading.faults().isEmpty()) {
      throw new UserException(
          reading.faults().stream()
              .sorted(Comparator.comparingInt(PipelineReading.Fault::line))
              .map(PipelineReading.Fault::problem)
              .toList(),
          null);
    }
    return reading.definition();
  }

  /**
   * Reads a pipeline file as far as it can be read.
   *
   * @param variables what {@code ${NAME}} and {@code ${NAME:-default}} stand for: the environment
   * @throws UserException if there is no such file, or it is not YAML
   */
  public static PipelineReading read(Path file, Map<String, String> variables) {
    String text = text(file);
    String name = String.valueOf(file.getFileName());
    Findings findings = new Findings();
    Place root = Place.root(findings);
    try {
      YamlNode node = YamlReader.read(text, new Variables(variables), root);
      PipelineDefinition definition = PipelineFormat.read(node, name, root);
      return PipelineReading.of(definition, findings);
    } catch (JsonProcessingException e) {
      throw new UserException(notYaml(name, e), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserException(
          new Problem(file.toString(), "no such file", "give the path of a pipeline file"), e);
    } catch (CharacterCodingException e) {
      throw new UserException(
          new Problem(file.toString(), "is not UTF-8 text", "save it as UTF-8"), e);
    } catch (IOException e) {
      String what = Files.isDirectory(file) ? "is a folder" : "can't be read: " + e.getMessage();
      throw new UserException(
          new Problem(file.toString(), what, "give the path of a pipeline file"), e);
    }
  }

  private static Problem notYaml(String name, JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? name
            : "%s: line %d, column %d"
                .formatted(name, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return YamlErrors.problem(where, e);
  }
}
