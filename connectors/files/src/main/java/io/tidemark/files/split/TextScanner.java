package io.tidemark.files.split;

/**
 * Finds the end of what is no object and no array: a scalar, or garbage. It never takes in an
 * object that follows, except in JSON Lines outside of an array, where the whole line is one piece.
 */
final class TextScanner implements PieceScanner {

  /** What ends a text, besides the end of its line in JSON Lines. */
  private enum Until {
    /** Between the brackets of an array: what separates its elements, or the next object. */
    ELEMENT_END,
    /** An object; an array, when it is the first on its line. */
    NEXT_DOCUMENT,
    LINE_END
  }

  private final Until until;
  private final boolean endsWithLine;

  private boolean inString;
  private boolean escaped;
  private boolean lineIsBlank;

  private TextScanner(Until until, Layout layout) {
    this.until = until;
    this.endsWithLine = layout == Layout.LINES;
  }

  static TextScanner inArray(Layout layout) {
    return new TextScanner(Until.ELEMENT_END, layout);
  }

  static TextScanner outsideArray(Layout layout) {
    return new TextScanner(layout == Layout.LINES ? Until.LINE_END : Until.NEXT_DOCUMENT, layout);
  }

  @Override
  public void begin() {
    inString = false;
    escaped = false;
    lineIsBlank = false;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (NestingScanner.isLineBreak(b)) {
        if (endsWithLine) {
          return at;
        }
        begin();
        lineIsBlank = true;
      } else if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (ends(b)) {
        return at;
      } else {
        inString = b == '"';
        lineIsBlank &= b == ' ' || b == '\t';
      }
    }
    return NOT_YET;
  }

  private boolean ends(byte b) {
    return switch (until) {
      case ELEMENT_END -> b == ',' || b == ']' || b == '{';
      case NEXT_DOCUMENT -> b == '{' || (b == '[' && lineIsBlank);
      case LINE_END -> false;
    };
  }
}
