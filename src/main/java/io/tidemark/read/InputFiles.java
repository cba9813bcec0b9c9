package io.tidemark.read;

import io.tidemark.files.discovery.DiscoveryOptions;
import io.tidemark.files.discovery.DiscoveryOptions.Mode;
import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.discovery.FoundFile;
import io.tidemark.files.discovery.SourceFile;
import io.tidemark.files.discovery.SourcePath;
import io.tidemark.files.discovery.SourceRoot;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The files that paths name: first those named one by one, in that order, then those found in
 * folders and by globs, the oldest first, as a file source takes them.
 */
final class InputFiles {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final int TAKEN_AT_ONCE = 500;

  private final List<InputFile> named = new ArrayList<>();
  private final List<SourcePath> searched = new ArrayList<>();
  private final DiscoveryOptions.Depth depth;

  private InputFiles(DiscoveryOptions.Depth depth) {
    this.depth = depth;
  }

  /** What is done with each file. */
  interface Visitor {

    /** Answers whether to go on. */
    boolean visit(InputFile file);
  }

  /**
   * Looks which paths are files.
   *
   * @throws UserException with each path at which there is nothing
   */
  static InputFiles of(ReadInput input) {
    InputFiles files = new InputFiles(input.depth());
    List<Problem> problems = new ArrayList<>();
    for (String path : input.paths()) {
      files.add(path).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return files;
  }

  /** Visits all files, or those up to the one at which the visitor has had enough. */
  void visit(Visitor visitor) {
    for (InputFile file : named) {
      if (!visitor.visit(file)) {
        return;
      }
    }
    if (!searched.isEmpty()) {
      search(visitor);
    }
  }

  /** A path is taken as it is if there is something of that very name, and as a glob otherwise. */
  private Optional<Problem> add(String text) {
    try {
      Path path = Path.of(text);
      if (Files.isRegularFile(path)) {
        named.add(named(path));
      } else if (Files.isDirectory(path)) {
        searched.add(new SourcePath(text, path, null));
      } else if (Files.exists(path)) {
        return Optional.of(new Problem(text, "is neither a file nor a folder"));
      } else {
        return addGlob(text);
      }
      return Optional.empty();
    } catch (InvalidPathException | IOException e) {
      return Optional.of(new Problem(text, "can't be read: " + e.getMessage()));
    }
  }

  private Optional<Problem> addGlob(String text) {
    try {
      SourcePath path = SourcePath.parse(text);
      if (path.glob() == null) {
        return Optional.of(missing(path.folder()));
      }
      if (!Files.isDirectory(path.folder())) {
        return Optional.of(missing(path.folder()));
      }
      searched.add(path);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Problem(text, "can't be read as a path or glob: " + e.getMessage()));
    }
  }

  private static InputFile named(Path path) throws IOException {
    Path real = path.toRealPath();
    Path folder = real.getParent();
    Path name = real.getFileName();
    if (folder == null || name == null) {
      throw new IllegalStateException("a regular file without a name: " + real);
    }
    SourceRoot root = new SourceRoot(folder.toString(), folder, List.of());
    return new InputFile(new SourceFile(root, name), path.toString());
  }

  private void search(Visitor visitor) {
    DiscoveryOptions options =
        new DiscoveryOptions(searched, depth, Mode.BOUNDED, Duration.ZERO, NEVER, Optional.empty());
    AtomicLong failures = new AtomicLong(); // each is a warning in the log
    try (FileDiscovery discovery = FileDiscovery.start(options, InstantSource.system(), failures)) {
      List<FoundFile> taken = discovery.take(TAKEN_AT_ONCE);
      while (!taken.isEmpty()) {
        for (FoundFile found : taken) {
          discovery.done(found);
          if (!visitor.visit(new InputFile(found.file(), name(found.file())))) {
            return;
          }
        }
        taken = discovery.take(TAKEN_AT_ONCE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while listing files", e);
    }
  }

  private static String name(SourceFile file) {
    String folder = file.root().label();
    return folder.equals(".") ? file.name() : Path.of(folder).resolve(file.relative()).toString();
  }

  private static Problem missing(Path path) {
    Path parent = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
    String name = String.valueOf(path.getFileName());
    return new Problem(
        path.toString(), "no such file or folder", NearestName.hint(name, namesIn(parent)));
  }

  private static List<String> namesIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (IOException e) {
      return List.of(); // there is nothing to suggest
    }
  }
}
