package io.tidemark.cli.prompt;

import io.tidemark.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Has the reader go on until a semicolon, and tells it which word is being typed. */
final class StatementParsing implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean isEntered =
        context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
    if (isEntered && !SqlText.isComplete(line) && !SqlPrompt.isCommand(line)) {
      throw new EOFError(-1, cursor, "a semicolon is missing");
    }
    int start = cursor;
    while (start > 0 && isOfWord(line.charAt(start - 1))) {
      start--;
    }
    int end = cursor;
    while (end < line.length() && isOfWord(line.charAt(end))) {
      end++;
    }
    List<String> words = new ArrayList<>();
    if (start > 0) {
      words.add(line.substring(0, start));
    }
    words.add(line.substring(start, end));
    return new Typed(line, cursor, words, cursor - start);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_.`-".indexOf(c) >= 0;
  }

  /** The last word is the one that is being typed. */
  private record Typed(String line, int cursor, List<String> words, int wordCursor)
      implements CompletingParsedLine {

    @Override
    public String word() {
      return words.get(wordIndex());
    }

    @Override
    public int wordIndex() {
      return words.size() - 1;
    }

    /** Candidates are quoted where they have to be. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean isComplete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor;
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }
  }
}
