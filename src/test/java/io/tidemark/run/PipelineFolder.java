package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline file in a test's folder, with the files that it reads ({@code in}), its tables ({@code
 * tables}) and what its process keeps ({@code data}).
 */
final class PipelineFolder {

  private final Path root;
  private final KafkaAccess kafka;
  private long files;

  /**
   * @param yaml in which {@code DIR} is the folder
   */
  PipelineFolder(Path root, KafkaAccess kafka, String yaml) {
    this.root = root;
    this.kafka = kafka;
    try {
      Files.createDirectories(in());
      Files.writeString(file(), yaml.replace("DIR", root.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a Kafka that lets everybody in. */
  PipelineFolder(Path root, String bootstrapServers, String yaml) {
    this(root, new KafkaAccess.Operated(bootstrapServers, Map.of()), yaml);
  }

  /** Adds a file of these lines, younger than all before. */
  Path add(String name, String... lines) {
    return add(in(), name, lines);
  }

  /** The same, to another folder, which is made. */
  Path add(Path folder, String name, String... lines) {
    try {
      Files.createDirectories(folder);
      Path unfinished = root.resolve("unfinished");
      Files.write(unfinished, String.join("\n", lines).getBytes(UTF_8));
      Files.setLastModifiedTime(
          unfinished, FileTime.fromMillis(1_700_000_000_000L + 1000 * files++));
      return Files.move(unfinished, folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the Kafka that somebody operates. */
  String bootstrapServers() {
    return ((KafkaAccess.Operated) kafka).bootstrapServers();
  }

  RunSummary run(String trigger) {
    return start(trigger, new SilentListener()).execute();
  }

  PipelineRun start(String trigger, RunListener listener) {
    return new PipelineRun(plan(), settings(trigger), listener);
  }

  RunSettings settings(String trigger) {
    return new RunSettings(data(), kafka, Optional.of(Trigger.parse("test", trigger)));
  }

  PipelinePlan plan() {
    return PipelinePlan.load(file(), Map.of(), new DeltaSchemas());
  }

  Path file() {
    return root.resolve("pipeline.yaml");
  }

  Path in() {
    return root.resolve("in");
  }

  Path folder(String name) {
    return root.resolve(name);
  }

  Path data() {
    return root.resolve("data");
  }

  Path table(String name) {
    return root.resolve("tables").resolve(name);
  }
}
