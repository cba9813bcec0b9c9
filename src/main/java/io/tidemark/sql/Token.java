package io.tidemark.sql;

/**
 * A word, quoted name, text or sign of SQL.
 *
 * @param start of it in the SQL; with its quotes
 * @param end behind it
 * @param value a word or sign as it stands, a name or text without its quotes
 */
record Token(Kind kind, int start, int end, String value) {

  enum Kind {
    /** Or a number. */
    WORD,
    /** In backticks, as Spark has it. */
    SPARK_NAME,
    /** In double quotes. */
    NAME,
    /** In quotes or dollars. */
    TEXT,
    SIGN
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && value.equalsIgnoreCase(word);
  }

  boolean isSign(char sign) {
    return kind == Kind.SIGN && value.charAt(0) == sign;
  }

  boolean isName() {
    return kind == Kind.NAME || kind == Kind.SPARK_NAME || (kind == Kind.WORD && !isNumber());
  }

  boolean isNumber() {
    return kind == Kind.WORD && Character.isDigit(value.charAt(0));
  }
}
