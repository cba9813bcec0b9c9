package io.tidemark.files.discovery;

import io.tidemark.row.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folders that are configured, of which some may not be there, or not yet. */
final class SourceRoots {

  private static final String TABLE = "read it as a table, or name another folder";

  private static final Object NOWHERE = new Object();

  private final Map<Path, List<SourcePath>> pathsByFolder = new LinkedHashMap<>();
  private final Map<Path, SourceRoot> open = new LinkedHashMap<>();
  private final Map<Path, Problem> missing = new LinkedHashMap<>();
  private final DiscoveryOptions options;

  /** Of the folders that are open, as they were when last looked at. */
  private List<Object> identities = List.of();

  SourceRoots(DiscoveryOptions options) {
    this.options = options;
    for (SourcePath path : options.paths()) {
      pathsByFolder.computeIfAbsent(path.folder(), folder -> new ArrayList<>()).add(path);
    }
  }

  /** Looks which are there now. Paths that lead to the same folder make one root. */
  void look() {
    missing.clear();
    open.clear();
    pathsByFolder.forEach(this::look);
    identities = identities();
  }

  /** Whether a folder that was there is not, or is another: no event tells of that. */
  boolean haveMoved() {
    return !identities.equals(identities());
  }

  List<SourceRoot> present() {
    return List.copyOf(open.values());
  }

  /** Why each of the others can't be read. */
  List<Problem> problems() {
    return List.copyOf(missing.values());
  }

  /** The roots that a path lies in. */
  List<SourceRoot> around(Path path) {
    return open.values().stream().filter(root -> path.startsWith(root.folder())).toList();
  }

  private void look(Path folder, List<SourcePath> paths) {
    try {
      SourceRoot root = SourceRoot.open(paths, options.depth());
      if (!Files.isReadable(root.folder())) {
        throw new AccessDeniedException(folder.toString());
      }
      Optional<Path> table = DeltaTables.around(root.folder());
      if (table.isPresent()) {
        missing.put(folder, new Problem(where(folder), inTable(root, table.get()), TABLE));
        return;
      }
      open.merge(root.folder(), root, SourceRoot::with);
    } catch (IOException e) {
      missing.put(folder, problem(folder, e));
    }
  }

  private static String inTable(SourceRoot root, Path table) {
    return root.folder().equals(table)
        ? "is a Delta table, not a folder of JSON"
        : "lies in the Delta table %s, whose files are no JSON".formatted(table);
  }

  private List<Object> identities() {
    return open.values().stream().map(root -> identity(root.folder())).toList();
  }

  private static Object identity(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return key == null ? folder : key;
    } catch (IOException notThere) {
      return NOWHERE;
    }
  }

  private static Problem problem(Path folder, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new Problem(
          where(folder),
          "there is no such folder or file to read from",
          "create it, or mend the path in the source's configuration");
    }
    String reason =
        cause instanceof AccessDeniedException ? "no permission" : String.valueOf(cause);
    return new Problem(
        where(folder), "can't be read: " + reason, "let the user who runs this read and open it");
  }

  private static String where(Path folder) {
    return folder.toAbsolutePath().toString();
  }
}
