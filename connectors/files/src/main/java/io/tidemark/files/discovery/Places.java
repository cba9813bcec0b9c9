package io.tidemark.files.discovery;

import io.tidemark.files.hadoop.HadoopFiles;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Paths by the text that a person writes: of this machine's file system, or a URI of one of
 * Hadoop's ({@code hdfs://namenode:8020/in}, {@code s3a://bucket/in}). Only such a URI loads
 * Hadoop.
 */
public final class Places {

  /** Two letters at least: {@code C:/} is a drive. */
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*", Pattern.DOTALL);

  private static final Pattern FILE_SCHEME = Pattern.compile("(?i)file:/+");

  private Places() {}

  /**
   * @throws IllegalArgumentException if there can be no such path; the message says why
   */
  public static Path path(String text) {
    if (!URI.matcher(text).matches()) {
      return Path.of(text);
    }
    String local = FILE_SCHEME.matcher(text).replaceFirst("/");
    return local.equals(text) ? HadoopFiles.path(text) : Path.of(local);
  }

  /** Whether a path is in this machine's own file system, with its links and its watching. */
  public static boolean isLocal(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }
}
