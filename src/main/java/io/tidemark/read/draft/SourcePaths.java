package io.tidemark.read.draft;

import io.tidemark.files.discovery.DiscoveryOptions;
import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.discovery.DiscoveryOptions.Mode;
import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.discovery.SourcePath;
import io.tidemark.read.ReadInput;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Paths as a source of a pipeline reads them: as globs, always. */
final class SourcePaths {

  private static final Pattern GLOB_CHARACTERS = Pattern.compile("[*?\\[\\]{}\\\\]");

  private SourcePaths() {}

  static List<String> of(ReadInput input) {
    return input.paths().stream().map(SourcePaths::of).toList();
  }

  /**
   * Makes sure that a source would read each file that is named.
   *
   * @throws UserException with those that it would not
   */
  static void check(ReadInput input) {
    List<Problem> problems =
        input.paths().stream()
            .filter(path -> Files.isRegularFile(Path.of(path)) && !isRead(path))
            .map(
                path ->
                    new Problem(
                        path,
                        "a pipeline leaves alone what begins with . or _, or ends in .tmp, .part"
                            + " or .crdownload",
                        "give the file another name"))
            .toList();
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
  }

  private static boolean isRead(String path) {
    SourcePath literal = new SourcePath(path, Path.of(path), null);
    DiscoveryOptions options =
        new DiscoveryOptions(
            List.of(literal),
            Depth.FOLDER_ONLY,
            Mode.BOUNDED,
            Duration.ZERO,
            Duration.ofDays(1),
            Optional.empty());
    try (FileDiscovery discovery =
        FileDiscovery.start(options, InstantSource.system(), new AtomicLong())) {
      return !discovery.take(1).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for " + path, e);
    }
  }

  /** A name with glob characters in it, if it is one and not a glob, needs them escaped. */
  private static String of(String text) {
    String path =
        text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!GLOB_CHARACTERS.matcher(path).find() || !exists(path)) {
      return path;
    }
    String escaped = GLOB_CHARACTERS.matcher(path).replaceAll("\\\\$0");
    return Files.isDirectory(Path.of(path)) ? escaped + "/*" : escaped;
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
