package io.tidemark.delta.table;

import io.tidemark.delta.storage.AtomicLocalLogStore;
import io.tidemark.delta.storage.DataFolder;
import io.tidemark.delta.storage.HadoopDataFolder;
import io.tidemark.delta.storage.LocalDataFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * Where a table is: a folder of the local disk, or a URI of a Hadoop file system. Knows how a data
 * file's path is written in the log (Delta PROTOCOL "Add File": relative to the table and encoded
 * as a URI) and what Hadoop must be told.
 *
 * @param text as the user wrote it, for messages
 * @param root the table's folder, absolute
 */
record TableLocation(String text, org.apache.hadoop.fs.Path root, Optional<Path> local) {

  /** Delta Standalone's key for whether a commit also writes the checkpoint that is due. */
  static final String CHECKPOINTING = "io.delta.standalone.checkpointing.enabled";

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

  static TableLocation of(String text) {
    if (SCHEME.matcher(text).matches() && !text.startsWith("file:")) {
      return new TableLocation(text, new org.apache.hadoop.fs.Path(text), Optional.empty());
    }
    Path folder = text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    Path absolute = folder.toAbsolutePath().normalize();
    return new TableLocation(
        text,
        new org.apache.hadoop.fs.Path("file", null, absolute.toString()),
        Optional.of(absolute));
  }

  /**
   * What Hadoop and Standalone need for this file system. For the local disk that is a bare
   * configuration: no defaults to parse at start, no checksum files beside the data.
   */
  Configuration configuration() {
    Configuration configuration = local.isPresent() ? bareLocal() : new Configuration();
    configuration.setBoolean(CHECKPOINTING, false); // see LogCheckpoints
    return configuration;
  }

  private static Configuration bareLocal() {
    Configuration bare = new Configuration(false);
    bare.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    bare.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
    bare.set("delta.logStore.file.impl", AtomicLocalLogStore.class.getName());
    return bare;
  }

  DataFolder dataFolder() {
    return local
        .<DataFolder>map(LocalDataFolder::new)
        .orElseGet(() -> new HadoopDataFolder(root, configuration()));
  }

  /** A data file's path for the log. */
  String toLog(String path) {
    return new org.apache.hadoop.fs.Path(null, null, name(path)).toUri().getRawPath();
  }

  /** A data file's path below the table's folder, if it is there. */
  String name(String path) {
    String prefix = rootText() + "/";
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  /** The file that a path of the log means, as {@link DataFile#path} has it. */
  String fromLog(String path) {
    URI uri = URI.create(path);
    if (uri.getScheme() == null || uri.getScheme().equals("file")) {
      String decoded = uri.getPath();
      return decoded.startsWith("/") ? decoded : rootText() + "/" + decoded;
    }
    return path;
  }

  private String rootText() {
    return local.map(Path::toString).orElseGet(root::toString);
  }

  @Override
  public String toString() {
    return text;
  }
}
