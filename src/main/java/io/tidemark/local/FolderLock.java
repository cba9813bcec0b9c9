package io.tidemark.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a folder, held by one process at a time, or shared by several that keep out
 * of each other's way. The operating system gives it back when the process dies, however it dies;
 * the lock file stays and holds the owner's pid for the message that another process shows.
 */
public final class FolderLock implements AutoCloseable {

  private static final String FILE = ".tidemark.lock";

  /**
   * Folders that this process has. Their lock files must not be opened once more: POSIX gives a
   * process's lock back as soon as it closes any descriptor of the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock, making the folder when it isn't there.
   *
   * @throws UserException if another process has it or shares it, or the folder can't be written to
   */
  public static FolderLock take(Path folder) {
    return tryTake(folder).orElseThrow(() -> taken(folder, owner(folder)));
  }

  /**
   * The same; empty if another process has it or shares it.
   *
   * @throws UserException if the folder can't be written to
   */
  public static Optional<FolderLock> tryTake(Path folder) {
    Optional<FolderLock> lock = lock(folder, false);
    lock.ifPresent(FolderLock::writeOwner);
    return lock;
  }

  /**
   * Keeps others from taking the folder for themselves; any number of processes share it.
   *
   * @throws UserException if another process has it, or the folder can't be written to
   */
  public static FolderLock share(Path folder) {
    return lock(folder, true).orElseThrow(() -> taken(folder, owner(folder)));
  }

  private static Optional<FolderLock> lock(Path folder, boolean isShared) {
    try {
      Files.createDirectories(folder);
      Path real = folder.toRealPath();
      if (!HELD.add(real)) {
        return Optional.empty();
      }
      FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, isShared);
      if (lock == null) {
        channel.close();
        HELD.remove(real);
        return Optional.empty();
      }
      return Optional.of(new FolderLock(real, channel));
    } catch (IOException e) {
      throw new UserException(
          new Problem(
              folder.toString(),
              "the folder can't be written to (" + e + ")",
              "make it writable, or choose another with --data"),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("lock file could not be closed", e);
    } finally {
      HELD.remove(folder);
    }
  }

  /**
   * The pid of who took the folder last, if that process lives; those who share it have no name.
   */
  private static String owner(Path folder) {
    try {
      if (HELD.contains(folder.toRealPath())) {
        return Long.toString(ProcessHandle.current().pid());
      }
      String pid = Files.readString(folder.resolve(FILE), US_ASCII).trim();
      return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent()
          ? pid
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void writeOwner() {
    try {
      channel.truncate(0);
      channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
    } catch (IOException e) {
      throw new IllegalStateException("lock file could not be written", e);
    }
  }

  private static UserException taken(Path folder, String owner) {
    return new UserException(
        new Problem(
            folder.toString(),
            owner.isEmpty()
                ? "another process uses this folder"
                : "the process with pid " + owner + " uses this folder",
            "stop it first, or choose another folder with --data"));
  }
}
