package io.tidemark.read.draft;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.ExpressionCompiler;
import io.tidemark.topology.expression.ExpressionException;
import java.util.Set;
import java.util.regex.Pattern;

/** Names as expressions have them: in backticks where a plain word would mean something else. */
final class SqlName {

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private SqlName() {}

  static String of(String name) {
    boolean isPlain = WORD.matcher(name).matches() && isColumn(name);
    return isPlain ? name : "`" + name.replace("`", "``") + "`";
  }

  /** Asks the compiler, which knows the words that are no names. */
  private static boolean isColumn(String word) {
    StructType one = StructType.of(StructField.of(word, PrimitiveType.STRING));
    try {
      return new ExpressionCompiler(one).compile(word).columns().equals(Set.of(0));
    } catch (ExpressionException e) {
      return false; // a word of the language
    }
  }
}
