package io.tidemark.files.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path in one of Hadoop's file systems. Always normal: no {@code .}, {@code ..} or empty names,
 * and a {@code ..} at the top leads nowhere. Absolute ones print as URIs.
 */
final class HadoopPath implements Path {

  private final HadoopFileSystem system;
  private final boolean isAbsolute;
  private final List<String> names;

  HadoopPath(HadoopFileSystem system, boolean isAbsolute, List<String> names) {
    this.system = system;
    this.isAbsolute = isAbsolute;
    this.names = List.copyOf(names);
  }

  /** The path of a text without scheme; absolute when it begins with a slash. */
  static HadoopPath of(HadoopFileSystem system, String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      append(names, name);
    }
    return new HadoopPath(system, text.startsWith("/"), names);
  }

  private static void append(List<String> names, String name) {
    if (name.equals("..")) {
      if (!names.isEmpty()) {
        names.remove(names.size() - 1);
      }
    } else if (!name.isEmpty() && !name.equals(".")) {
      names.add(name);
    }
  }

  /** The text without scheme and authority. */
  String text() {
    return (isAbsolute ? "/" : "") + String.join("/", names);
  }

  /** As Hadoop wants it. */
  org.apache.hadoop.fs.Path toHadoop() {
    URI root = system.uri();
    return new org.apache.hadoop.fs.Path(root.getScheme(), root.getAuthority(), text());
  }

  @Override
  public HadoopFileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return isAbsolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return isAbsolute ? new HadoopPath(system, true, List.of()) : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable Path getParent() {
    if (names.isEmpty() || (names.size() == 1 && !isAbsolute)) {
      return null;
    }
    return new HadoopPath(system, isAbsolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return new HadoopPath(system, false, List.of(names.get(index)));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return new HadoopPath(system, false, names.subList(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof HadoopPath that
        && that.system.equals(system)
        && that.isAbsolute == isAbsolute
        && that.names.size() <= names.size()
        && names.subList(0, that.names.size()).equals(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof HadoopPath that
        && that.system.equals(system)
        && !that.isAbsolute
        && that.names.size() <= names.size()
        && names.subList(names.size() - that.names.size(), names.size()).equals(that.names);
  }

  @Override
  public Path normalize() {
    return this;
  }

  @Override
  public Path resolve(String other) {
    return resolve(of(system, other));
  }

  @Override
  public Path resolve(Path other) {
    HadoopPath that = cast(other);
    if (that.isAbsolute) {
      return that;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(that.names);
    return new HadoopPath(system, isAbsolute, all);
  }

  /** Here only for a path below this one. */
  @Override
  public Path relativize(Path other) {
    HadoopPath that = cast(other);
    if (!that.startsWith(this)) {
      throw new IllegalArgumentException(other + " is not below " + this);
    }
    return new HadoopPath(system, false, that.names.subList(names.size(), that.names.size()));
  }

  @Override
  public URI toUri() {
    return toHadoop().toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return isAbsolute ? this : new HadoopPath(system, true, names);
  }

  /** The path itself, if it is there: none of these file systems has links. */
  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    system.status(this);
    return toAbsolutePath();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("Hadoop's file systems can't be watched");
  }

  @Override
  public Iterator<Path> iterator() {
    List<Path> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(getName(i));
    }
    return all.iterator();
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopPath that
        && that.system.equals(system)
        && that.isAbsolute == isAbsolute
        && that.names.equals(names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return isAbsolute ? system.uri() + text() : text();
  }

  static HadoopPath cast(Path path) {
    if (path instanceof HadoopPath hadoop) {
      return hadoop;
    }
    throw new ProviderMismatchException(path + " is not a path of " + FileSystem.class.getName());
  }
}
