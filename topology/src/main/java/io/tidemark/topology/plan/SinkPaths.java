package io.tidemark.topology.plan;

import io.tidemark.topology.definition.FilesDefinition;
import io.tidemark.topology.definition.SourceDefinition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of a pipeline's Delta tables: each table needs a folder of its own. */
final class SinkPaths {

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Faults faults;
  private final Map<String, String> places = new LinkedHashMap<>();

  SinkPaths(Faults faults) {
    this.faults = faults;
  }

  /**
   * Takes the path of one more table.
   *
   * @param place path in the file of where it is given
   */
  void add(String delta, String place) {
    String folder = normal(delta);
    places.forEach(
        (other, otherPlace) -> {
          if (folder.equals(other)) {
            faults.add(
                place,
                "the path '%s' is also that of %s".formatted(delta, otherPlace),
                "give each table a path of its own");
          } else if (isInside(folder, other) || isInside(other, folder)) {
            faults.add(
                place,
                "the path '%s' and that of %s lie one in the other".formatted(delta, otherPlace),
                "give each table a folder beside the other");
          }
        });
    places.putIfAbsent(folder, place);
  }

  /** A source must not read what a table writes. */
  void checkApart(SourceDefinition source) {
    source.delta().ifPresent(table -> checkApart(source.name(), normal(table.path())));
    source
        .files()
        .ifPresent(
            files ->
                files.paths().stream()
                    .map(path -> normal(folder(path)))
                    .forEach(
                        read ->
                            places.forEach(
                                (written, place) -> {
                                  if (read.equals(written)
                                      || isInside(read, written)
                                      || (files.recursive() && isInside(written, read))) {
                                    faults.add(
                                        place,
                                        "the table would lie where source '%s' reads its files"
                                            .formatted(source.name()),
                                        "give the table another path");
                                  }
                                })));
  }

  private void checkApart(String source, String read) {
    places.forEach(
        (written, place) -> {
          if (overlap(read, written)) {
            faults.add(
                place,
                "it is written where source '%s' reads its table".formatted(source),
                "give the table another path");
          }
        });
  }

  /** Nor may the archive lie where it, or a table, would be mistaken for something else. */
  void checkArchive(SourceDefinition source) {
    source
        .files()
        .ifPresent(files -> files.archiveDir().ifPresent(dir -> check(source, files, dir)));
  }

  private void check(SourceDefinition source, FilesDefinition files, String archiveDir) {
    String archive = normal(archiveDir);
    String place = "sources." + source.name() + ".files.archive_dir";
    for (String path : files.paths()) {
      String read = normal(folder(path));
      if (overlap(archive, read)) {
        faults.add(
            place,
            "the archive '%s' and the source's path '%s' lie one in the other"
                .formatted(archiveDir, path),
            "name a folder beside the source");
      }
    }
    places.forEach(
        (table, tablePlace) -> {
          if (overlap(archive, table)) {
            faults.add(
                place,
                "the archive '%s' and the table at %s lie one in the other"
                    .formatted(archiveDir, tablePlace),
                "name a folder of its own");
          }
        });
  }

  private static boolean overlap(String one, String other) {
    return one.equals(other) || isInside(one, other) || isInside(other, one);
  }

  /** A path up to its first name with a glob in it. */
  private static String folder(String path) {
    Matcher glob = GLOB.matcher(path);
    return glob.find() ? path.substring(0, path.lastIndexOf('/', glob.start()) + 1) + "." : path;
  }

  private static boolean isInside(String inner, String outer) {
    return inner.startsWith(outer.endsWith("/") ? outer : outer + "/");
  }

  /** The same text for the same folder; a URI stays as it is. */
  private static String normal(String path) {
    if (path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return withoutSlash(path.replaceFirst("^file:/+", "/"));
    }
    try {
      return withoutSlash(Path.of(path).toAbsolutePath().normalize().toString().replace('\\', '/'));
    } catch (InvalidPathException e) {
      return withoutSlash(path); // a glob, or a name that the file system will refuse
    }
  }

  static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The folder of this name beside the one of the path. */
  static String sibling(String path, String name) {
    String plain = withoutSlash(path);
    return plain.substring(0, plain.lastIndexOf('/') + 1) + name;
  }
}
