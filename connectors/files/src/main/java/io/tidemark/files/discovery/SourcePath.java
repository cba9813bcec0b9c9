package io.tidemark.files.discovery;

import static java.util.Objects.requireNonNull;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the option {@code path}: a folder, a file, or a glob.
 *
 * @param text the entry as it is written
 * @param folder the folder to list: the path up to its first segment with a glob character
 * @param glob what the rest of a file's path must match, relative to the folder; null for all files
 */
public record SourcePath(String text, Path folder, @Nullable String glob) {

  private static final String GLOB_CHARACTERS = "*?[{";

  public SourcePath {
    requireNonNull(text, "text");
    requireNonNull(folder, "folder");
  }

  /**
   * Reads the option: entries are separated by commas; a comma within braces, or after a backslash,
   * belongs to its entry.
   *
   * @throws IllegalArgumentException if a path or a glob is malformed; the message names it
   */
  public static List<SourcePath> parseList(String text) {
    return entries(text).stream().map(SourcePath::parse).toList();
  }

  /** One entry. */
  public static SourcePath parse(String text) {
    if (!hasGlob(text)) {
      return new SourcePath(text, Places.path(text), null);
    }
    int slash = text.lastIndexOf('/', firstGlobCharacter(text));
    String folder = slash < 0 ? "." : slash == 0 ? "/" : text.substring(0, slash);
    String glob = text.substring(slash + 1);
    FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return new SourcePath(text, Places.path(folder), glob);
  }

  /** Whether files in subfolders can match, whatever the option {@code recursive} says. */
  public boolean reachesSubfolders() {
    return glob != null && (glob.contains("**") || glob.contains("/"));
  }

  private static boolean hasGlob(String text) {
    return firstGlobCharacter(text) < text.length();
  }

  private static int firstGlobCharacter(String text) {
    int i = 0;
    while (i < text.length() && GLOB_CHARACTERS.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static List<String> entries(String text) {
    List<String> entries = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
        entry.append(',');
        i++;
      } else if (c == ',' && braces == 0) {
        entries.add(entry.toString().strip());
        entry.setLength(0);
      } else {
        braces += c == '{' ? 1 : c == '}' && braces > 0 ? -1 : 0;
        entry.append(c);
      }
    }
    entries.add(entry.toString().strip());
    entries.removeIf(String::isEmpty);
    return entries;
  }
}
