package io.tidemark.files.discovery;

import io.tidemark.files.hadoop.HadoopFiles;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a root's folders once and tells what there is. Nothing of it is kept here. */
final class FolderListing extends SimpleFileVisitor<Path> {

  /** Who is told. */
  interface Listener {

    /** A folder whose files come next, and those that appear in it later matter as well. */
    void folder(Path folder);

    void file(FoundFile found);

    /** Something that is not read, and someone may wonder why. */
    void leftAlone(Path path, String reason);

    /** A file or folder that can't be looked at now. */
    void unreadable(Path path, IOException cause);
  }

  private static final String A_TABLE = "a Delta table, not a folder of JSON";

  private final SourceRoot root;
  private final Optional<Path> excluded;
  private final Listener listener;

  FolderListing(SourceRoot root, Optional<Path> excluded, Listener listener) {
    this.root = root;
    this.excluded = excluded.map(FolderListing::real);
    this.listener = listener;
  }

  /** Lists a folder of the root, or the root itself, and what is below it. */
  void list(Path folder) throws IOException {
    int level = folder.equals(root.folder()) ? 0 : root.folder().relativize(folder).getNameCount();
    int levels = root.depth() == Integer.MAX_VALUE ? root.depth() : root.depth() - level;
    if (Places.isLocal(folder)) {
      Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), levels, this);
    } else {
      HadoopFiles.walk(folder, levels, this);
    }
  }

  /** Tells of one path, which may be gone again. */
  void look(Path path) {
    try {
      if (isInTable(path)) {
        return;
      }
      visitFile(
          path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException gone) {
      // it came and went: nothing to tell
    } catch (IOException e) {
      listener.unreadable(path, e);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    boolean isRoot = folder.equals(root.folder());
    if (!isRoot && (FileNames.isLeftAlone(folder) || isExcluded(folder))) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (!isRoot && DeltaTables.isTable(folder)) {
      listener.leftAlone(folder, A_TABLE);
      return FileVisitResult.SKIP_SUBTREE;
    }
    listener.folder(folder);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
    Path relative = root.folder().relativize(path);
    if (attributes.isDirectory() || FileNames.isLeftAlone(path) || !root.selects(relative)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isRegularFile()) {
      listener.file(new FoundFile(new SourceFile(root, relative), FileStamp.of(attributes)));
    } else if (attributes.isSymbolicLink()) {
      visitLink(path, relative);
    } else {
      listener.leftAlone(path, "not a regular file");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException cause) {
    listener.unreadable(path, cause);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
    if (cause != null) {
      listener.unreadable(folder, cause);
    }
    return FileVisitResult.CONTINUE;
  }

  /**
   * A link is read as the file it points to, but only within the root, and only when that file
   * isn't found by itself: else its records would come twice.
   */
  private void visitLink(Path link, Path relative) {
    try {
      Path target = link.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
      if (!target.startsWith(root.folder())) {
        listener.leftAlone(link, "a link that leads out of the source's folder");
      } else if (!attributes.isRegularFile()) {
        listener.leftAlone(link, "a link to something that is not a regular file");
      } else if (isFoundByItself(root.folder().relativize(target))) {
        listener.leftAlone(link, "a link to a file that is read anyway");
      } else {
        listener.file(new FoundFile(new SourceFile(root, relative), FileStamp.of(attributes)));
      }
    } catch (IOException e) {
      listener.leftAlone(link, "a link that leads nowhere");
    }
  }

  private boolean isFoundByItself(Path relative) {
    for (Path name : relative) {
      if (FileNames.isLeftAlone(name)) {
        return false;
      }
    }
    return root.selects(relative);
  }

  /** A folder may have become a table since it was listed. */
  private boolean isInTable(Path path) {
    for (Path folder = path.getParent();
        folder != null && !folder.equals(root.folder());
        folder = folder.getParent()) {
      if (DeltaTables.isTable(folder)) {
        listener.leftAlone(folder, A_TABLE);
        return true;
      }
    }
    return false;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThere) {
      return folder; // then it isn't found either
    }
  }

  private boolean isExcluded(Path folder) {
    return excluded.isPresent() && folder.equals(excluded.get());
  }
}
