package io.tidemark.delta.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.parquet.io.OutputFile;

/** Data files on a local disk, without Hadoop. */
public final class LocalDataFolder implements DataFolder {

  private final Path root;

  public LocalDataFolder(Path root) {
    this.root = root;
  }

  @Override
  public String absolute(String path) {
    return root.resolve(path).toString();
  }

  @Override
  public OutputFile file(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(folder(file));
    return new ForcedOutputFile(file);
  }

  @Override
  public long sizeBytes(String path) throws IOException {
    return Files.size(root.resolve(path));
  }

  @Override
  public void force(Collection<String> paths) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (String path : paths) {
      Path folder = folder(root.resolve(path));
      while (folders.add(folder) && !folder.equals(root)) {
        folder = folder(folder);
      }
    }
    for (Path folder : folders) {
      DurableFolder.force(folder);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException(file + " is in no folder");
    }
    return parent;
  }
}
