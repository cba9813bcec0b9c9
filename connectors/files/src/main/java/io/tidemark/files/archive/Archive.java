package io.tidemark.files.archive;

import io.tidemark.files.discovery.FileStamp;
import io.tidemark.files.discovery.Places;
import io.tidemark.row.Failpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder that files are moved to, under their paths below the source. A name that is taken gets a
 * number; nothing is ever overwritten, whoever else writes there.
 *
 * <p>A move is a second name for the file, then the removal of the first: the creation of a link
 * fails when the name is taken, which a rename doesn't. Killed in between, the file has both names,
 * and is recognised the next time. Where there can be no link (another file system), the second
 * name is that of a copy. Within one of Hadoop's file systems it is a rename that replaces nothing.
 */
public final class Archive {

  private final Path folder;

  public Archive(Path folder) {
    this.folder = folder;
  }

  /**
   * Moves a file here; of a link, it copies the file and removes the link.
   *
   * @param file as it is published
   * @param relative its path below the source's folder, without {@code ..}
   * @return where it is now
   * @throws IOException if it could not be moved; it is then where it was
   */
  public Path take(Path file, Path relative) throws IOException {
    Path target = target(relative);
    makeFolders(target);
    Failpoint.reached("files.before-archive");
    FileStamp stamp = FileStamp.read(file.toRealPath());
    Path taken;
    if (!Places.isLocal(file) && file.getFileSystem().equals(target.getFileSystem())) {
      taken = Renaming.move(file, target, stamp);
    } else {
      taken = linkOrCopy(file, target);
      Failpoint.reached("files.between-archive-steps");
      if (FileStamp.read(file.toRealPath()).equals(stamp)) {
        Files.delete(file); // else another has taken its place, which is still to be read
      }
    }
    Failpoint.reached("files.after-archive");
    return taken;
  }

  private Path target(Path relative) throws IOException {
    try {
      return relative.getFileSystem().equals(folder.getFileSystem())
          ? folder.resolve(relative)
          : folder.resolve(relative.toString());
    } catch (InvalidPathException e) {
      throw new IOException("the archive can't have a file of that name: " + e.getMessage(), e);
    }
  }

  private static Path linkOrCopy(Path file, Path target) throws IOException {
    Optional<Path> linked = link(file, target);
    return linked.isPresent() ? linked.get() : copy(file, target);
  }

  /** Folders below the archive, which no link may lead out of. */
  private void makeFolders(Path target) throws IOException {
    Path parent = target.resolveSibling(".").normalize();
    Files.createDirectories(folder);
    Files.createDirectories(parent);
    if (!parent.toRealPath().startsWith(folder.toRealPath())) {
      throw new AccessDeniedException(parent.toString(), null, "leads out of the archive");
    }
  }

  /** The file under the first free name; empty where that can't be. */
  private static Optional<Path> link(Path file, Path target) {
    if (!file.getFileSystem().equals(target.getFileSystem()) || Files.isSymbolicLink(file)) {
      return Optional.empty();
    }
    for (int number = 0; ; number++) {
      Path name = ArchiveNames.numbered(target, number);
      try {
        Files.createLink(name, file);
        return Optional.of(name);
      } catch (FileAlreadyExistsException e) {
        if (isSame(name, file)) {
          return Optional.of(name);
        }
      } catch (IOException | UnsupportedOperationException e) {
        return Optional.empty(); // if it is for another reason, the copy will fail of it too
      }
    }
  }

  /** A copy of the file, complete on disk, under the first free name. */
  private static Path copy(Path file, Path target) throws IOException {
    Path part = ArchiveNames.unfinished(target, file);
    try {
      Files.copy(
          file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      force(part, StandardOpenOption.WRITE);
      return name(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path name(Path part, Path target) throws IOException {
    for (int number = 0; ; number++) {
      Path name = ArchiveNames.numbered(target, number);
      if (isCopy(name, part)) {
        return name;
      }
      try {
        claim(name, part);
        force(name.resolveSibling("."), StandardOpenOption.READ);
        return name;
      } catch (FileAlreadyExistsException e) {
        // taken: the next number
      }
    }
  }

  /** Gives the copy its name, or throws that it is taken. */
  private static void claim(Path name, Path part) throws IOException {
    try {
      Files.createLink(name, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      if (Places.isLocal(name)) {
        Files.createFile(name); // no links here: the name is made ours first, then what it names
        Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.move(part, name);
      }
    }
  }

  /** Whether a move that was killed half-way has given the file this name. */
  private static boolean isSame(Path name, Path file) {
    try {
      return !Files.isSymbolicLink(name) && Files.isSameFile(name, file);
    } catch (IOException e) {
      return false;
    }
  }

  /** The same for a copy, which has the file's own time. */
  private static boolean isCopy(Path name, Path part) throws IOException {
    return Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)
        && Files.size(name) == Files.size(part)
        && Files.getLastModifiedTime(name).equals(Files.getLastModifiedTime(part))
        && Files.mismatch(name, part) < 0;
  }

  /** Makes it safe; Hadoop's files are when they are closed. */
  private static void force(Path path, StandardOpenOption mode) throws IOException {
    if (!Places.isLocal(path)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
