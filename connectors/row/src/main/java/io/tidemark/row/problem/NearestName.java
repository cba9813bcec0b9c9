package io.tidemark.row.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant. */
public final class NearestName {

  private NearestName() {}

  /** {@code "did you mean 'price'?"}, or an empty text when no candidate is near. */
  public static String hint(String name, Collection<String> candidates) {
    return find(name, candidates).map(n -> "did you mean '" + n + "'?").orElse("");
  }

  /** The candidate of the least edit distance: one for a short name, else two or a third of it. */
  public static Optional<String> find(String name, Collection<String> candidates) {
    int bound = name.length() <= 3 ? 1 : Math.max(2, name.length() / 3);
    return candidates.stream()
        .filter(c -> distance(name, c) <= bound)
        .min(Comparator.comparingInt((String c) -> distance(name, c)).thenComparing(c -> c));
  }

  /** Levenshtein's, without regard to case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
