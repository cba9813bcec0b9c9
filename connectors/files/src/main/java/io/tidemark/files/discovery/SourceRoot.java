package io.tidemark.files.discovery;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder that exists, and which of the files below it are read. Two of the same folder are the
 * same.
 *
 * @param label the folder as it is configured
 * @param folder without links
 * @param selections a file is read when one of them selects it
 */
public record SourceRoot(String label, Path folder, List<Selection> selections) {

  private static final int ALL_LEVELS = Integer.MAX_VALUE;

  public SourceRoot {
    selections = List.copyOf(selections);
  }

  /**
   * Selects files by their path below the folder.
   *
   * @param depth the most names that such a path may have
   */
  record Selection(PathMatcher matcher, int depth) {

    boolean selects(Path relative) {
      return relative.getNameCount() <= depth && matcher.matches(relative);
    }
  }

  /**
   * The root of these paths, which all have the same folder.
   *
   * @throws IOException if it is not there
   */
  static SourceRoot open(List<SourcePath> paths, DiscoveryOptions.Depth depth) throws IOException {
    boolean recursive = depth == DiscoveryOptions.Depth.SUBFOLDERS;
    Path folder = paths.get(0).folder();
    Path real = folder.toRealPath();
    if (Files.isDirectory(real)) {
      List<Selection> selections = paths.stream().map(path -> selection(path, recursive)).toList();
      return new SourceRoot(folder.toString(), real, selections);
    }
    Path parent = real.getParent();
    Path name = real.getFileName();
    if (parent == null || name == null) {
      throw new NoSuchFileException(folder.toString());
    }
    String label = String.valueOf(folder.toAbsolutePath().getParent());
    return new SourceRoot(label, parent, List.of(new Selection(name::equals, 1)));
  }

  /** This root, which reads too what another of the same folder reads. */
  SourceRoot with(SourceRoot other) {
    List<Selection> all = new ArrayList<>(selections);
    all.addAll(other.selections);
    return new SourceRoot(label, folder, all);
  }

  /** How many levels of names below the folder must be looked at. */
  int depth() {
    return selections.stream().mapToInt(Selection::depth).max().orElse(1);
  }

  /** Whether the options select the file at this path below the folder. */
  boolean selects(Path relative) {
    return selections.stream().anyMatch(selection -> selection.selects(relative));
  }

  /** Whether there is no file of this name, and the folder is there to tell. */
  boolean isGone(String name) {
    try {
      return Files.isDirectory(folder)
          && PathText.paths(folder, name).stream()
              .allMatch(path -> Files.notExists(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IllegalArgumentException e) {
      return false; // a name that this system can't have: another's
    }
  }

  private static Selection selection(SourcePath path, boolean recursive) {
    String glob = path.glob();
    if (glob == null) {
      return new Selection(file -> true, recursive ? ALL_LEVELS : 1);
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    if (recursive && !path.reachesSubfolders()) {
      return new Selection(file -> matcher.matches(file.getFileName()), ALL_LEVELS);
    }
    boolean anyLevel = glob.contains("**");
    return new Selection(matcher, anyLevel ? ALL_LEVELS : Path.of(glob).getNameCount());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceRoot that && folder.equals(that.folder);
  }

  @Override
  public int hashCode() {
    return folder.hashCode();
  }
}
