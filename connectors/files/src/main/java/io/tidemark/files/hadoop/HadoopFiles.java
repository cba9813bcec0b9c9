package io.tidemark.files.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/** Paths in Hadoop's file systems, and how their folders are listed. Thread-safe. */
public final class HadoopFiles {

  private static final Pattern URI_TEXT =
      Pattern.compile("(?<root>[A-Za-z][A-Za-z0-9+.-]+:(//[^/]*)?)(?<path>/.*)?");

  private static final String CONFIGURED_BY = "HADOOP_CONF_DIR";

  private static final HadoopProvider PROVIDER = new HadoopProvider();
  private static final Map<URI, HadoopFileSystem> SYSTEMS = new ConcurrentHashMap<>();

  private HadoopFiles() {}

  /**
   * The path of a URI. Its text is taken as it is, without percent-encoding, as Hadoop does.
   *
   * @throws IllegalArgumentException if it is none, or there is no such file system; the message
   *     says why
   */
  public static Path path(String uri) {
    Matcher matcher = URI_TEXT.matcher(uri);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + uri + "' is not a URI");
    }
    HadoopFileSystem system =
        SYSTEMS.computeIfAbsent(URI.create(matcher.group("root")), HadoopFiles::open);
    String path = matcher.group("path");
    return HadoopPath.of(system, path == null ? "/" : path);
  }

  /** The same as {@code Files.walkFileTree}, with one request for many files. */
  public static void walk(Path folder, int levels, FileVisitor<? super Path> visitor)
      throws IOException {
    HadoopPath path = HadoopPath.cast(folder);
    if (visitor.preVisitDirectory(folder, attributes(path)) != FileVisitResult.CONTINUE) {
      return;
    }
    IOException failure = null;
    try {
      RemoteIterator<FileStatus> children =
          path.getFileSystem().files().listStatusIterator(path.toHadoop());
      while (children.hasNext()) {
        FileStatus child = children.next();
        Path there = path.resolve(child.getPath().getName());
        if (child.isDirectory() && levels > 1) {
          walk(there, levels - 1, visitor);
        } else {
          visitor.visitFile(there, new HadoopAttributes(child));
        }
      }
    } catch (FileNotFoundException e) {
      failure = HadoopFileSystem.notFound(folder, e);
    } catch (IOException e) {
      failure = e;
    }
    visitor.postVisitDirectory(folder, failure);
  }

  private static HadoopAttributes attributes(HadoopPath path) throws IOException {
    return new HadoopAttributes(path.getFileSystem().status(path));
  }

  private static HadoopFileSystem open(URI root) {
    Configuration configuration = configuration();
    try {
      return new HadoopFileSystem(
          PROVIDER,
          root,
          FileSystem.get(root, configuration),
          FileContext.getFileContext(root, configuration));
    } catch (IOException | IllegalArgumentException e) { // the latter for a host that is unknown
      throw new IllegalArgumentException(
          "there is no file system for '%s': %s".formatted(root, e.getMessage()), e);
    } catch (RuntimeException | LinkageError e) {
      throw MissingLibrary.of(e)
          .<RuntimeException>map(missing -> new IllegalArgumentException(missing.text(root), e))
          .orElse(new IllegalStateException("no file system for " + root, e));
    }
  }

  /** Hadoop's own: its defaults, what is on the class path, and the folder that is named. */
  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    String folder = System.getenv(CONFIGURED_BY);
    if (folder != null) {
      for (String name : new String[] {"core-site.xml", "hdfs-site.xml"}) {
        configuration.addResource(new org.apache.hadoop.fs.Path("file://" + folder, name));
      }
    }
    return configuration;
  }
}
