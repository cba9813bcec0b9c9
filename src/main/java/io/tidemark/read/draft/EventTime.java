package io.tidemark.read.draft;

import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.time.TimestampText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the column that tells when a record happened: all its values are times, and better yet
 * its name says so. For one thread.
 */
final class EventTime {

  private static final Pattern DATE_AND_TIME = Pattern.compile("\\d{4}-\\d\\d?-\\d\\d?[T ]\\d.*");
  private static final Pattern WORD_ENDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Set<String> TIME_WORDS =
      Set.of("time", "timestamp", "ts", "date", "datetime", "at", "when", "created", "occurred");

  /** 2000 to 2100. */
  private static final long FIRST_SECOND = 946_684_800L;

  private static final long LAST_SECOND = 4_102_444_800L;
  private static final long MILLIS = 1000;

  private final StructType schema;
  private final List<Candidate> candidates;

  EventTime(StructType schema) {
    this.schema = schema;
    this.candidates =
        new ArrayList<>(
            Leaf.in(schema, List.of(), 0).stream()
                .filter(EventTime::mayBeTime)
                .map(Candidate::new)
                .toList());
  }

  /** Takes one more record into account. */
  void add(Row row) {
    candidates.removeIf(candidate -> !candidate.accepts(value(row, candidate.leaf.path())));
  }

  /** The event time as an expression of type TIMESTAMP over the records, if one was found. */
  Optional<String> expression() {
    return candidates.stream()
        .filter(candidate -> candidate.form != null)
        .min(Comparator.comparing(Candidate::rank))
        .map(Candidate::expression);
  }

  private static boolean mayBeTime(Leaf leaf) {
    return leaf.type() == PrimitiveType.STRING
        || (leaf.type() == PrimitiveType.BIGINT && hasTimeName(leaf));
  }

  private static boolean hasTimeName(Leaf leaf) {
    String name = leaf.path().get(leaf.path().size() - 1);
    return WORD_ENDS
        .splitAsStream(name)
        .anyMatch(word -> TIME_WORDS.contains(word.toLowerCase(Locale.ROOT)));
  }

  private @Nullable Object value(Row row, List<String> path) {
    Object value = row;
    StructType type = schema;
    for (String name : path) {
      if (value == null) {
        return null;
      }
      int position = type.find(name).orElseThrow();
      value = ((Row) value).value(position);
      if (type.field(position).type() instanceof StructType nested) {
        type = nested;
      }
    }
    return value;
  }

  /** How a time is written. */
  private enum Form {
    TEXT("CAST(%s AS TIMESTAMP)"),
    SECONDS("timestamp_seconds(%s)"),
    MILLISECONDS("timestamp_millis(%s)");

    private final String expression;

    Form(String expression) {
      this.expression = expression;
    }

    static @Nullable Form of(Object value) {
      if (value instanceof String text) {
        boolean isTime = DATE_AND_TIME.matcher(text).matches() && TimestampText.parse(text) != null;
        return isTime ? TEXT : null;
      }
      long number = (Long) value;
      if (number >= FIRST_SECOND && number < LAST_SECOND) {
        return SECONDS;
      }
      return number >= FIRST_SECOND * MILLIS && number < LAST_SECOND * MILLIS ? MILLISECONDS : null;
    }
  }

  /** A column all of whose values so far are times of one form. */
  private static final class Candidate {

    private final Leaf leaf;
    private @Nullable Form form;

    Candidate(Leaf leaf) {
      this.leaf = leaf;
    }

    boolean accepts(@Nullable Object value) {
      if (value == null) {
        return true;
      }
      Form found = Form.of(value);
      if (found == null || (form != null && found != form)) {
        return false;
      }
      form = found;
      return true;
    }

    /** A name that says time, then what lies least deep. */
    int rank() {
      return leaf.path().size() + (hasTimeName(leaf) ? 0 : 1000);
    }

    String expression() {
      if (form == null) {
        throw new IllegalStateException("no value was seen of " + leaf.path());
      }
      return form.expression.formatted(leaf.expression(""));
    }
  }
}
