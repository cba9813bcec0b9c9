package io.tidemark.files.discovery;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Paths as text that doesn't depend on the locale of the process, unlike Path's own. */
final class PathText {

  private static final char UNKNOWN = '\uFFFD';
  private static final boolean NAMES_ARE_UTF_8 =
      "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

  private PathText() {}

  /**
   * The path's names, joined by slashes. A path whose bytes are not UTF-8 comes percent-encoded:
   * two of them never have the same text.
   */
  static String of(Path relative) {
    String text = relative.toString();
    return (NAMES_ARE_UTF_8 || !Places.isLocal(relative)) && text.indexOf(UNKNOWN) < 0
        ? text
        : encoded(relative);
  }

  /** The paths below a folder whose text this may be. */
  static List<Path> paths(Path folder, String text) {
    Path plain = folder.resolve(text);
    try {
      return text.indexOf('%') < 0 || !Places.isLocal(folder)
          ? List.of(plain)
          : List.of(plain, Path.of(URI.create(folder.toUri() + text.replace(" ", "%20"))));
    } catch (IllegalArgumentException e) {
      return List.of(plain); // a percent sign of its own
    }
  }

  private static String encoded(Path relative) {
    String percentEncoded = Path.of("/").resolve(relative).toUri().getRawPath().substring(1);
    String decoded = URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    return decoded.indexOf(UNKNOWN) < 0 ? decoded : percentEncoded;
  }
}
