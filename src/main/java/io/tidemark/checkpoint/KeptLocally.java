package io.tidemark.checkpoint;

import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a pipeline's metadata in a process's data folder: what its parts are prepared with
 * while Kafka starts. Kafka has the truth; a copy that differs costs a second preparation, no more.
 */
public final class KeptLocally {

  private static final Logger LOG = LoggerFactory.getLogger(KeptLocally.class);

  private final Path file;

  public KeptLocally(Path dataFolder, String pipeline) {
    this.file = dataFolder.resolve("metadata").resolve(pipeline + ".json");
  }

  /** The copy; empty also when it can't be used. */
  public Optional<PipelineMetadata> read() {
    try {
      return Files.exists(file)
          ? Optional.of(MetadataJson.read(file.toString(), Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException | UserException e) {
      LOG.debug("{} is not used", file, e);
      return Optional.empty();
    }
  }

  public void write(PipelineMetadata metadata) {
    try {
      Files.createDirectories(file.getParent());
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.write(unfinished, MetadataJson.write(metadata));
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
