package io.tidemark.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts as values of a pipeline file: quoted only where they must be. */
public final class YamlText {

  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}_/][\\p{L}\\p{N}_./-]*( [\\p{L}\\p{N}_][\\p{L}\\p{N}_./-]*)*");
  private static final Set<String> NOT_TEXT =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  /** A value on one line, in a block or a flow list. */
  public static String of(String text) {
    boolean isPlain =
        PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT));
    return isPlain ? text : '"' + escaped(text) + '"';
  }

  /** A text of the user's data as part of a comment. */
  public static String inComment(String text) {
    return Visible.of(text);
  }

  /**
   * Lines whose breaks don't matter, as a key's value; the first line is the key's own.
   *
   * @param key with its indentation
   */
  public static List<String> folded(String key, List<String> lines) {
    String indent = " ".repeat(key.length() - key.stripLeading().length() + 2);
    boolean isQuoted = lines.stream().anyMatch(YamlText::needsEscapes);
    List<String> yaml = new ArrayList<>();
    yaml.add(key + (isQuoted ? ": \"\\" : ": >-"));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean isLast = i == lines.size() - 1;
      yaml.add(
          indent
              + (isQuoted
                  ? escaped(line.strip()) + (isLast ? "\"" : "")
                  : line.replace("${", "$${")));
    }
    return yaml;
  }

  /** What a block can't hold: control characters, and what YAML takes for a line break. */
  private static boolean needsEscapes(String line) {
    return line.codePoints().anyMatch(YamlText::needsEscape);
  }

  private static boolean needsEscape(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.FORMAT;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.replace("${", "$${").codePoints().forEach(c -> append(c, escaped));
    return escaped.toString();
  }

  private static void append(int c, StringBuilder escaped) {
    if (c == '"' || c == '\\') {
      escaped.append('\\').appendCodePoint(c);
    } else if (needsEscape(c)) {
      escaped.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
    } else {
      escaped.appendCodePoint(c);
    }
  }
}
