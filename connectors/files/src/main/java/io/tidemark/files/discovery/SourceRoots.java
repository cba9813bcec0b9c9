package io.tidemark.files.discovery;

import io.tidemark.row.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folders that are configured, of which some may not be there, or not yet. */
final class SourceRoots {

  private final Map<Path, List<SourcePath>> pathsByFolder = new LinkedHashMap<>();
  private final Map<Path, SourceRoot> open = new LinkedHashMap<>();
  private final Map<Path, Problem> missing = new LinkedHashMap<>();
  private final DiscoveryOptions options;

  SourceRoots(DiscoveryOptions options) {
    this.options = options;
    for (SourcePath path : options.paths()) {
      pathsByFolder.computeIfAbsent(path.folder(), folder -> new ArrayList<>()).add(path);
    }
  }

  /** Looks which are there now. A root that was there before stays the same object. */
  void look() {
    missing.clear();
    pathsByFolder.forEach(this::look);
  }

  List<SourceRoot> present() {
    return List.copyOf(open.values());
  }

  /** Why each of the others can't be read. */
  List<Problem> problems() {
    return List.copyOf(missing.values());
  }

  /** The root that a path lies in. */
  Optional<SourceRoot> of(Path path) {
    return open.values().stream().filter(root -> path.startsWith(root.folder())).findFirst();
  }

  private void look(Path folder, List<SourcePath> paths) {
    try {
      SourceRoot root = SourceRoot.open(paths, options.depth());
      if (!Files.isReadable(root.folder())) {
        throw new IOException("no permission to read it");
      }
      SourceRoot known = open.get(folder);
      if (known == null || !known.folder().equals(root.folder())) {
        open.put(folder, root);
      }
    } catch (IOException e) {
      open.remove(folder);
      missing.put(folder, problem(folder, e));
    }
  }

  private static Problem problem(Path folder, IOException cause) {
    String where = folder.toAbsolutePath().toString();
    if (cause instanceof NoSuchFileException) {
      return new Problem(
          where,
          "there is no such folder or file to read from",
          "create it, or mend the path in the source's configuration");
    }
    String reason = cause instanceof NotDirectoryException ? "not a folder" : cause.getMessage();
    return new Problem(
        where, "can't be read: " + reason, "let the user who runs this read and open it");
  }
}
