package io.tidemark.topology.definition;

import io.tidemark.row.problem.NearestName;
import java.util.Collection;

/** What to do about a word that is not known. */
final class Remedies {

  private Remedies() {}

  /** {@code did you mean 'x'?} when one is near, otherwise all of them after {@code prefix}. */
  static String nearest(String word, Collection<String> known, String prefix) {
    String hint = NearestName.hint(word, known);
    return hint.isEmpty() ? prefix + String.join(", ", known) : hint;
  }
}
