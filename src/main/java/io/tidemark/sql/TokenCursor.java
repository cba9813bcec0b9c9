package io.tidemark.sql;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a statement from its beginning, a part at a time. */
final class TokenCursor {

  private final SqlText sql;
  private final List<Token> tokens;
  private int next;

  TokenCursor(SqlText sql) {
    this.sql = sql;
    this.tokens = Tokens.of(sql.text()).all();
  }

  SqlText sql() {
    return sql;
  }

  /** Whether these words come next. */
  boolean isAt(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (next + i >= tokens.size() || !tokens.get(next + i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  boolean isAt(char sign) {
    return !isAtEnd() && tokens.get(next).isSign(sign);
  }

  /** Goes on behind these words, if all of them come next. */
  boolean take(String... words) {
    boolean isThere = isAt(words);
    next += isThere ? words.length : 0;
    return isThere;
  }

  void require(String... words) {
    for (String word : words) {
      if (!take(word)) {
        throw expected(word);
      }
    }
  }

  /** A table's name, of one to three parts, each quoted or not. */
  TableReference table() {
    int start = next;
    List<String> names = new ArrayList<>();
    do {
      names.add(name("a table's name"));
    } while (takeSign('.'));
    if (names.size() > 3) {
      next = start;
      throw expected("a table's name of at most three parts");
    }
    return new TableReference(names);
  }

  /** Names in brackets. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    requireSign('(');
    do {
      names.add(name("a column's name"));
    } while (takeSign(','));
    requireSign(')');
    return names;
  }

  /** What stands in brackets, which may hold others; empty if none come next. */
  Optional<SqlText> brackets() {
    if (!isAt('(')) {
      return Optional.empty();
    }
    int start = tokens.get(next).end();
    int depth = 0;
    do {
      if (isAtEnd()) {
        throw expected("')'");
      }
      depth += isAt('(') ? 1 : isAt(')') ? -1 : 0;
      next++;
    } while (depth > 0);
    return Optional.of(sql.part(start, tokens.get(next - 1).start()));
  }

  String text(String what) {
    if (isAtEnd() || tokens.get(next).kind() != Token.Kind.TEXT) {
      throw expected(what);
    }
    return tokens.get(next++).value();
  }

  /** A whole number; what it is of. */
  int number(String what) {
    String digits = isAtEnd() ? "" : tokens.get(next).value();
    if (!digits.matches("\\d{1,9}")) {
      throw expected(what);
    }
    next++;
    return Integer.parseInt(digits);
  }

  boolean isAtEnd() {
    return next == tokens.size();
  }

  void requireEnd() {
    if (!isAtEnd()) {
      throw expected("the end");
    }
  }

  /** All that follows. */
  SqlText rest() {
    int start = isAtEnd() ? sql.text().length() : tokens.get(next).start();
    return sql.part(start, sql.text().length());
  }

  UserException expected(String what) {
    String found = isAtEnd() ? "the end" : "'" + word(tokens.get(next)) + "'";
    int index = isAtEnd() ? sql.text().length() : tokens.get(next).start();
    return new UserException(
        new Problem(sql.where(index), "expected " + what + ", found " + found, ""));
  }

  private String word(Token token) {
    return sql.text().substring(token.start(), token.end());
  }

  private String name(String what) {
    if (isAtEnd() || !tokens.get(next).isName()) {
      throw expected(what);
    }
    return tokens.get(next++).value();
  }

  private boolean takeSign(char sign) {
    boolean isThere = isAt(sign);
    next += isThere ? 1 : 0;
    return isThere;
  }

  private void requireSign(char sign) {
    if (!takeSign(sign)) {
      throw expected("'" + sign + "'");
    }
  }
}
