package io.tidemark.files.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Does to Hadoop's files what {@link java.nio.file.Files} asks for. Thread-safe, as Hadoop is. */
final class HadoopProvider extends FileSystemProvider {

  @Override
  public String getScheme() {
    return "hadoop";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException("paths come from HadoopFiles");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("paths come from HadoopFiles");
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("paths come from HadoopFiles");
  }

  /**
   * @throws IOException also when the file is still being written: HDFS shows what is there so far,
   *     under the time of its creation
   */
  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    HadoopPath file = HadoopPath.cast(path);
    org.apache.hadoop.fs.FileSystem files = file.getFileSystem().files();
    try {
      if (files instanceof DistributedFileSystem hdfs && !hdfs.isFileClosed(file.toHadoop())) {
        throw new IOException("it is still being written");
      }
      return files.open(file.toHadoop());
    } catch (FileNotFoundException e) {
      throw HadoopFileSystem.notFound(path, e);
    }
  }

  /** Bytes that are safe when the stream is closed. */
  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    HadoopPath file = HadoopPath.cast(path);
    boolean mustBeNew = Arrays.asList(options).contains(StandardOpenOption.CREATE_NEW);
    try {
      return new SafeOutput(file.getFileSystem().files().create(file.toHadoop(), !mustBeNew));
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw taken(path, e);
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) {
    throw new UnsupportedOperationException("files are read and written as streams");
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) {
    throw new UnsupportedOperationException("folders are listed by HadoopFiles");
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    HadoopPath folder = HadoopPath.cast(dir);
    org.apache.hadoop.fs.FileSystem files = folder.getFileSystem().files();
    if (files.exists(folder.toHadoop())) {
      throw new FileAlreadyExistsException(dir.toString());
    }
    if (!files.mkdirs(folder.toHadoop())) {
      throw new IOException(dir + " could not be created");
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    HadoopPath file = HadoopPath.cast(path);
    HadoopFileSystem system = file.getFileSystem();
    if (system.status(file).isDirectory()) {
      throw new DirectoryNotEmptyException(path.toString()); // no folder is ever deleted here
    }
    if (!system.files().delete(file.toHadoop(), false)) {
      throw HadoopFileSystem.notFound(path, new FileNotFoundException());
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    List<CopyOption> wanted = List.of(options);
    OpenOption mode =
        wanted.contains(StandardCopyOption.REPLACE_EXISTING)
            ? StandardOpenOption.CREATE
            : StandardOpenOption.CREATE_NEW;
    try (InputStream in = newInputStream(source);
        OutputStream out = newOutputStream(target, mode)) {
      in.transferTo(out);
    }
    if (wanted.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
      BasicFileAttributes attributes = readAttributes(source, BasicFileAttributes.class);
      new HadoopTimes(HadoopPath.cast(target)).setTimes(attributes.lastModifiedTime(), null, null);
    }
  }

  /** Within one file system; nothing is ever replaced, in HDFS not even by a race. */
  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    HadoopPath from = HadoopPath.cast(source);
    HadoopPath to = HadoopPath.cast(target);
    try {
      from.getFileSystem().context().rename(from.toHadoop(), to.toHadoop(), Options.Rename.NONE);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw taken(target, e);
    } catch (FileNotFoundException e) {
      throw HadoopFileSystem.notFound(source, e);
    }
  }

  private static FileAlreadyExistsException taken(Path path, IOException cause) {
    FileAlreadyExistsException e = new FileAlreadyExistsException(path.toString());
    e.initCause(cause);
    return e;
  }

  @Override
  public boolean isSameFile(Path path, Path path2) {
    return path.equals(path2);
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    HadoopPath file = HadoopPath.cast(path);
    boolean isFolder = file.getFileSystem().status(file).isDirectory();
    try {
      for (AccessMode mode : modes) {
        file.getFileSystem().files().access(file.toHadoop(), action(mode, isFolder));
      }
    } catch (AccessControlException e) {
      AccessDeniedException denied = new AccessDeniedException(path.toString());
      denied.initCause(e);
      throw denied;
    }
  }

  /** A folder is read by listing it and by opening what is in it. */
  private static FsAction action(AccessMode mode, boolean isFolder) {
    return switch (mode) {
      case READ -> isFolder ? FsAction.READ_EXECUTE : FsAction.READ;
      case WRITE -> FsAction.WRITE;
      case EXECUTE -> FsAction.EXECUTE;
    };
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type == BasicFileAttributeView.class
        ? type.cast(new HadoopTimes(HadoopPath.cast(path)))
        : null;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    HadoopPath file = HadoopPath.cast(path);
    return type.cast(new HadoopAttributes(file.getFileSystem().status(file)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
    throw new UnsupportedOperationException(attributes);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException(attribute);
  }
}
