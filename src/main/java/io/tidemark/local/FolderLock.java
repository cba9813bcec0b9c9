package io.tidemark.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a folder, held by one process at a time. The operating system gives it back
 * when the process dies, however it dies; the lock file stays and holds the owner's pid for the
 * message that another process shows.
 */
public final class FolderLock implements AutoCloseable {

  private static final String FILE = ".tidemark.lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, making the folder when it isn't there.
   *
   * @throws UserException if another process has it, or the folder can't be written to
   */
  public static FolderLock take(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String owner = owner(channel);
        channel.close();
        throw taken(folder, owner);
      }
      writeOwner(channel);
      return new FolderLock(channel);
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
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), US_ASCII).trim();
  }

  private static void writeOwner(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
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
