package io.tidemark.cli;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.split.Layout;
import io.tidemark.read.ReadInput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files are read, and how. */
final class InputOptions {

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "JSON files, folders or globs; what ends in .gz is decompressed.")
  private List<String> paths = List.of();

  @Option(
      names = {"-r", "--recursive"},
      description = "Look into subfolders too.")
  private boolean recursive;

  @Option(
      names = "--multiline",
      negatable = true,
      description =
          "Whether an object may take several lines (default). --no-multiline: JSON Lines, so that"
              + " damage ends with its line.")
  private @Nullable Boolean multiline;

  /** The paths given, or else those of the default; empty when there are none. */
  Optional<ReadInput> input(Optional<ReadInput> otherwise) {
    List<String> read = paths.isEmpty() ? otherwise.map(ReadInput::paths).orElse(paths) : paths;
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Layout layout = otherwise.map(ReadInput::layout).orElse(Layout.DOCUMENTS);
    Depth depth = otherwise.map(ReadInput::depth).orElse(Depth.FOLDER_ONLY);
    return Optional.of(new ReadInput(read, layout(layout), recursive ? Depth.SUBFOLDERS : depth));
  }

  private Layout layout(Layout otherwise) {
    if (multiline == null) {
      return otherwise;
    }
    return multiline ? Layout.DOCUMENTS : Layout.LINES;
  }
}
