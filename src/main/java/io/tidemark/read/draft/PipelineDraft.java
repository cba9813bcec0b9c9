package io.tidemark.read.draft;

import io.tidemark.read.InferredSchema;
import io.tidemark.read.ReadCounts;
import io.tidemark.read.ReadInput;
import io.tidemark.read.RecordScan;
import io.tidemark.read.RecordScan.BadRecordPolicy;
import io.tidemark.read.RecordScan.Taker;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A first pipeline for JSON files: their schema, and a flat table of what lies in the records.
 *
 * @param counts of the records that were read by the schema; those that don't fit it are bad
 * @param columns of the table
 */
public record PipelineDraft(String name, ReadCounts counts, int columns, List<String> lines) {

  public PipelineDraft {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the files twice: to find their schema, and to see what fits it.
   *
   * @param name of the pipeline; null for that of the files
   * @throws UserException if there is nothing to read
   */
  public static PipelineDraft of(ReadInput input, @Nullable String name) {
    SourcePaths.check(input);
    InferredSchema inferred = InferredSchema.of(input);
    EventTime eventTime = new EventTime(inferred.schema());
    JsonRowReader reader = new JsonRowReader(inferred.schema(), Mode.STRICT);
    Taker taker =
        record -> {
          eventTime.add(reader.read(record));
          return true;
        };
    ReadCounts counts = new RecordScan(input, BadRecordPolicy.COUNT, taker).run();
    FlatTable flat = new FlatTable(inferred.schema());
    if (flat.width() == 0) {
      throw new UserException(
          new Problem(
              input.text(),
              "the arrays in it have names that a Delta table can't have",
              "write the pipeline by hand; tidemark read shows the schema"));
    }
    String called = name == null ? DraftName.of(input.paths().get(0)) : name;
    List<String> lines = new DraftText(called, flat).lines(input, inferred, eventTime.expression());
    return new PipelineDraft(called, counts, flat.width(), lines);
  }

  /** As a file has it. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /**
   * Writes the draft to a file that isn't there yet.
   *
   * @param variables what {@code ${NAME}} stands for when the file is used: the environment
   * @throws UserException if the pipeline couldn't run so, or the file is there; nothing is written
   */
  public void write(Path file, Map<String, String> variables) {
    if (Files.exists(file)) {
      throw exists(file, null);
    }
    check(file, variables);
    try {
      Files.writeString(file, text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (NoSuchFileException e) {
      throw new UserException(new Problem(file.toString(), "the folder is not there"), e);
    } catch (IOException e) {
      throw new UserException(
          new Problem(file.toString(), "can't be written: " + e.getMessage(), ""), e);
    }
  }

  /** Plans the draft, under the file's own name, which problems are told with. */
  private void check(Path file, Map<String, String> variables) {
    try {
      Path folder = Files.createTempDirectory("tidemark-init");
      Path copy = folder.resolve(file.toAbsolutePath().normalize().getFileName());
      try {
        Files.writeString(copy, text());
        PipelinePlan.load(copy, variables);
      } finally {
        Files.deleteIfExists(copy);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserException exists(Path file, @Nullable Throwable cause) {
    return new UserException(
        new Problem(
            file.toString(), "is there already, and is left as it is", "-o FILE names another"),
        cause);
  }
}
