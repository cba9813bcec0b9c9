package io.tidemark.delta.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
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

  /** A file that goes meanwhile is not there; links are not followed. */
  @Override
  public void list(Consumer<StoredFile> found) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return StoredFile.isHidden(name(folder))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !StoredFile.isHidden(name(file))) {
              found.accept(
                  new StoredFile(
                      name(file), attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private String name(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
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
