package io.tidemark.files.split;

import io.tidemark.files.split.Piece.Document;
import io.tidemark.files.split.Piece.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a file into its JSON documents, in memory bounded by the longest piece allowed.
 *
 * <p>Objects come one by one, whether they follow one another or are the elements of an array
 * outside of any object. Every byte that is not white space, and not the bracket or comma of such
 * an array, is in exactly one piece: what is no object is a piece too, for the reader to judge. A
 * comma that separates nothing, and a bracket that is never closed, are pieces: they tell that
 * something is missing. A byte order mark is skipped.
 *
 * <p>For one thread.
 */
public final class DocumentSplitter {

  /** So much is kept of a piece that is too long. */
  public static final int HEAD_BYTES = 16 * 1024;

  private static final byte[] COMMA = ",".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BRACKET = "[".getBytes(StandardCharsets.US_ASCII);
  private static final long NONE = -1;

  private final ByteWindow window;
  private final Layout layout;
  private final int maxPieceBytes;
  private final PieceScanner object;
  private final PieceScanner nestedArray;
  private final PieceScanner element;
  private final PieceScanner text;

  private long openArray = SplitPosition.NO_ARRAY;

  /** Whether a comma would separate: an element of the open array is behind us. */
  private boolean afterElement;

  /** Where the comma is that still waits for its element. */
  private long openComma = NONE;

  /** A comma or bracket before this place that turned out to be wrong. */
  private @Nullable Document misplaced;

  /**
   * @param expectedBytes how long the content is thought to be; only a hint
   * @param maxPieceBytes a longer piece comes as {@link Refused}, with its first bytes
   */
  public DocumentSplitter(InputStream in, Layout layout, int maxPieceBytes, long expectedBytes) {
    this.window = new ByteWindow(in, expectedBytes);
    this.layout = layout;
    this.maxPieceBytes = maxPieceBytes;
    this.object = NestingScanner.ofObject(layout);
    this.nestedArray = NestingScanner.ofArray(layout);
    this.element = TextScanner.inArray(layout);
    this.text = TextScanner.outsideArray(layout);
  }

  /**
   * Goes to a place that an earlier splitter of the same content reported; before anything else.
   *
   * @return whether the content before that place is the same; when not, this splitter is of no use
   */
  public boolean skipTo(SplitPosition place) throws IOException {
    while (window.position() < place.bytes()) {
      if (window.length() == 0 && !window.readMore()) {
        return false;
      }
      window.drop((int) Math.min(window.length(), place.bytes() - window.position()));
    }
    openArray = place.openArray();
    afterElement = openArray != SplitPosition.NO_ARRAY;
    return window.checksum() == place.checksum();
  }

  /** This place, behind the piece taken last, if nothing was looked for since. */
  public SplitPosition place() {
    return new SplitPosition(window.position(), window.checksum(), openArray);
  }

  /** Passes over all that is left and can be read. */
  public void skipRest() throws IOException {
    try {
      do {
        window.drop(window.length());
      } while (window.readMore());
    } catch (BadContentException e) {
      // who calls this knows: it is why the rest is passed over
    }
  }

  /**
   * Looks for the next piece.
   *
   * @return false at the end of the content
   * @throws BadContentException if the content can't be read as UTF-8 text
   */
  public boolean advance() throws IOException {
    if (window.position() == 0) {
      skipByteOrderMark();
    }
    while (misplaced == null) {
      boolean atEnd = !skipBlank();
      if (openArray == SplitPosition.NO_ARRAY) {
        if (atEnd || window.first() != '[') {
          return !atEnd;
        }
        enterArray();
      } else if (atEnd || NestingScanner.isLineBreak(window.first())) {
        misplaced = new Document(openArray, BRACKET);
        openArray = SplitPosition.NO_ARRAY;
      } else if (!passSeparator(window.first())) {
        return true;
      }
    }
    return true;
  }

  /** The piece that {@link #advance} found. */
  public Piece next() throws IOException {
    Document found = misplaced;
    misplaced = null;
    if (found != null) {
      return found;
    }
    boolean inArray = openArray != SplitPosition.NO_ARRAY;
    afterElement = inArray;
    openComma = NONE;
    byte first = window.first();
    if (first == '{') {
      return scan(object);
    }
    if (!inArray) {
      return scan(text);
    }
    if (first == ',') {
      Document comma = new Document(window.position(), COMMA);
      window.drop(1);
      return comma;
    }
    return scan(first == '[' ? nestedArray : element);
  }

  /** What was read of the piece at which the content turned out to be bad. */
  public Refused unfinished(BadContentException cause) {
    byte[] head = window.copy(Math.min(window.length(), HEAD_BYTES));
    return new Refused(window.position(), head, String.valueOf(cause.getMessage()));
  }

  private void enterArray() {
    openArray = window.position();
    afterElement = false;
    openComma = NONE;
    window.drop(1);
  }

  /** Passes a comma or closing bracket, if that is what it is. */
  private boolean passSeparator(byte b) {
    if (b == ']' && openComma != NONE) {
      misplaced = new Document(openComma, COMMA);
      openComma = NONE;
      afterElement = true;
      return true;
    }
    if (b == ']') {
      openArray = SplitPosition.NO_ARRAY;
    } else if (b == ',' && afterElement) {
      openComma = window.position();
      afterElement = false;
    } else {
      return false;
    }
    window.drop(1);
    return true;
  }

  private Piece scan(PieceScanner scanner) throws IOException {
    scanner.begin();
    int scanned = 0;
    while (true) {
      int end = scanner.scan(window.array(), window.start() + scanned, window.limit());
      if (end != PieceScanner.NOT_YET) {
        return take(end - window.start());
      }
      scanned = window.length();
      if (scanned > maxPieceBytes) {
        return skipOversized(scanner);
      }
      if (!window.readMore()) {
        return take(scanned);
      }
    }
  }

  private Piece take(int length) {
    long position = window.position();
    int trimmed = length;
    while (isBlank(window.array()[window.start() + trimmed - 1])) {
      trimmed--;
    }
    Piece piece =
        trimmed <= maxPieceBytes
            ? new Document(position, window.copy(trimmed))
            : refused(position, trimmed, window.copy(Math.min(trimmed, HEAD_BYTES)));
    window.drop(length);
    return piece;
  }

  private Refused skipOversized(PieceScanner scanner) throws IOException {
    long position = window.position();
    byte[] head = window.copy(Math.min(window.length(), HEAD_BYTES));
    window.drop(window.length());
    while (window.readMore()) {
      int end = scanner.scan(window.array(), window.start(), window.limit());
      window.drop(end == PieceScanner.NOT_YET ? window.length() : end - window.start());
      if (end != PieceScanner.NOT_YET) {
        break;
      }
    }
    return refused(position, window.position() - position, head);
  }

  private Refused refused(long position, long sizeBytes, byte[] head) {
    String reason =
        "the record has %d bytes, more than the %d allowed".formatted(sizeBytes, maxPieceBytes);
    return new Refused(position, head, reason);
  }

  /** False at the end. In an array, a line break in JSON Lines is not blank: it ends the array. */
  private boolean skipBlank() throws IOException {
    boolean stopsAtLineBreak = layout == Layout.LINES && openArray != SplitPosition.NO_ARRAY;
    while (true) {
      byte[] bytes = window.array();
      int at = window.start();
      while (at < window.limit()
          && isBlank(bytes[at])
          && !(stopsAtLineBreak && NestingScanner.isLineBreak(bytes[at]))) {
        at++;
      }
      window.drop(at - window.start());
      if (window.length() > 0) {
        return true;
      }
      if (!window.readMore()) {
        return false;
      }
    }
  }

  private void skipByteOrderMark() throws IOException {
    while (window.length() < 4 && window.readMore()) {
      // a short read: the mark may need another
    }
    int mark = ByteOrderMark.length(window.copy(Math.min(4, window.length())));
    window.drop(mark);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
