package io.tidemark.delta.storage;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LineCloseableIterator;
import io.delta.storage.LocalLogStore;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * Delta's log on a local disk, safe between processes: a version is created under its name by a
 * hard link from a complete, forced temporary file, which fails when the name is taken. (The stock
 * store checks and then renames, under a lock of its own process only.) It also refuses a commit
 * whose txn app ids were used by a version that the commit has not seen: see {@link TxnGuard}.
 *
 * <p>Delta PROTOCOL, "Atomicity": writers need mutual exclusion on a version's name. Stateless, so
 * any number of threads may use it. Named to Delta by class in {@code delta.logStore.file.impl}.
 */
public final class AtomicLocalLogStore extends LocalLogStore {

  private static final Pattern CHECKPOINT_VERSION = Pattern.compile("\"version\":(\\d+)");

  public AtomicLocalLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public CloseableIterator<String> read(org.apache.hadoop.fs.Path path, Configuration configuration)
      throws IOException {
    try {
      return new LineCloseableIterator(
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(local(path)), StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      throw notFound(e.getFile(), e);
    }
  }

  /**
   * The files of {@code from}'s folder whose names are {@code from}'s or greater, by name. Only
   * those are looked at: a log keeps its files for a month, and a writer lists it at every commit.
   */
  @Override
  public Iterator<FileStatus> listFrom(org.apache.hadoop.fs.Path from, Configuration configuration)
      throws IOException {
    Path folder = local(from.getParent());
    String[] names = folder.toFile().list((parent, name) -> name.compareTo(from.getName()) >= 0);
    if (names == null) {
      throw notFound(folder.toString(), null);
    }
    Arrays.sort(names);
    return Arrays.stream(names)
        .map(
            name ->
                status(folder.resolve(name), new org.apache.hadoop.fs.Path(from.getParent(), name)))
        .filter(Objects::nonNull)
        .iterator();
  }

  @Override
  public void write(
      org.apache.hadoop.fs.Path path,
      Iterator<String> actions,
      Boolean overwrite,
      Configuration configuration)
      throws IOException {
    Path target = local(path);
    Path folder = folder(target);
    if (!overwrite && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    List<String> lines = new ArrayList<>();
    actions.forEachRemaining(lines::add);
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      writeForced(temporary, lines);
      if (overwrite) {
        forceCheckpoint(folder, lines);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        // Hadoop's checksum of what an earlier writer, such as Spark, had there
        Files.deleteIfExists(folder.resolve("." + target.getFileName() + ".crc"));
      } else {
        TxnGuard.of(lines).check(target);
        link(target, temporary);
      }
      DurableFolder.force(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * What {@code _last_checkpoint} points to must be on the disk before it; Hadoop's writers leave
   * that to time.
   */
  private static void forceCheckpoint(Path folder, List<String> lastCheckpoint) throws IOException {
    Matcher version = CHECKPOINT_VERSION.matcher(String.join("", lastCheckpoint));
    if (version.find()) {
      String prefix = "%020d.checkpoint.".formatted(Long.parseLong(version.group(1)));
      String[] files = folder.toFile().list((parent, name) -> name.startsWith(prefix));
      for (String file : files == null ? new String[0] : files) {
        try (FileChannel channel =
            FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
      DurableFolder.force(folder);
    }
  }

  /**
   * True: it is about what writes past this class. Checkpoints are then written under a temporary
   * name and renamed.
   */
  @Override
  public Boolean isPartialWriteVisible(
      org.apache.hadoop.fs.Path path, Configuration configuration) {
    return true;
  }

  /**
   * @throws FileAlreadyExistsException if another writer took this version; Delta then checks for
   *     conflicts and tries the next
   */
  private static void link(Path target, Path complete) throws IOException {
    try {
      Files.createLink(target, complete);
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "the file system of "
              + target.getParent()
              + " has no hard links; put the table on one"
              + " that has, such as ext4, XFS, APFS or NTFS",
          e);
    }
  }

  private static void writeForced(Path file, List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Null when the file has gone since it was listed (old versions are deleted in time). */
  private static @Nullable FileStatus status(Path file, org.apache.hadoop.fs.Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStatus(
          attributes.size(),
          attributes.isDirectory(),
          1,
          0,
          attributes.lastModifiedTime().toMillis(),
          path);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent(), "a log file is in a folder");
  }

  private static FileNotFoundException notFound(String path, @Nullable Exception cause) {
    FileNotFoundException notFound = new FileNotFoundException(path + ": no such file or folder");
    notFound.initCause(cause);
    return notFound;
  }
}
