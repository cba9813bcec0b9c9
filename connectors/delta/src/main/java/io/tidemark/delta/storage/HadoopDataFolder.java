package io.tidemark.delta.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;

/** Data files on any Hadoop file system; as durable when closed as that one makes them. */
public final class HadoopDataFolder implements DataFolder {

  private final Path root;
  private final Configuration configuration;

  public HadoopDataFolder(Path root, Configuration configuration) {
    this.root = root;
    this.configuration = configuration;
  }

  @Override
  public String absolute(String path) {
    return resolve(path).toString();
  }

  @Override
  public OutputFile file(String path) throws IOException {
    return HadoopOutputFile.fromPath(resolve(path), configuration);
  }

  @Override
  public long sizeBytes(String path) throws IOException {
    Path file = resolve(path);
    return file.getFileSystem(configuration).getFileStatus(file).getLen();
  }

  @Override
  public void force(Collection<String> paths) {
    // these file systems keep names apart from the disks of one machine
  }

  @Override
  public void list(Consumer<StoredFile> found) throws IOException {
    FileSystem fileSystem = root.getFileSystem(configuration);
    String prefix = fileSystem.makeQualified(root).toString() + "/";
    RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(root, true);
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      String whole = file.getPath().toString();
      String path = whole.startsWith(prefix) ? whole.substring(prefix.length()) : "";
      if (!path.isEmpty() && !StoredFile.isHidden(path)) {
        found.accept(new StoredFile(path, file.getLen(), file.getModificationTime()));
      }
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = resolve(path);
    file.getFileSystem(configuration).delete(file, false);
  }

  private Path resolve(String path) {
    return new Path(root, new Path(null, null, path));
  }
}
