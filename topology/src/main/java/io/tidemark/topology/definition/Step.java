package io.tidemark.topology.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of a table, in the order written; expressions are SQL text. */
public sealed interface Step {

  /** The step's name in the file. */
  String key();

  /** Only these columns: paths, {@code *}, {@code expression AS name}. */
  record Select(List<String> columns) implements Step {
    public Select {
      columns = List.copyOf(columns);
    }

    @Override
    public String key() {
      return "select";
    }
  }

  /** All columns but these. */
  record Drop(List<String> columns) implements Step {
    public Drop {
      columns = List.copyOf(columns);
    }

    @Override
    public String key() {
      return "drop";
    }
  }

  /** Columns by name, replaced in place or appended, in the order written. */
  record WithColumn(Map<String, String> expressions) implements Step {
    public WithColumn {
      expressions = Ordered.copy(expressions);
    }

    @Override
    public String key() {
      return "with_column";
    }
  }

  /** Only the rows for which the condition is true. */
  record Filter(String condition) implements Step {
    @Override
    public String key() {
      return "filter";
    }
  }

  /** A row per element of an array, or per entry of a map; none for an empty or null one. */
  record Explode(String column) implements Step {
    @Override
    public String key() {
      return "explode";
    }
  }

  /** As {@link Explode}, but an empty or null array or map gives one row with null. */
  record ExplodeOuter(String column) implements Step {
    @Override
    public String key() {
      return "explode_outer";
    }
  }

  /** The rows of another table or source as well, columns matched by name. */
  record Union(String with) implements Step {
    @Override
    public String key() {
      return "union";
    }
  }

  /**
   * Event time, and how far behind the greatest one seen a row may be.
   *
   * @param idle after so long without any row, event time goes on with the wall clock
   */
  record WithWatermark(String column, Duration delay, Optional<Duration> idle) implements Step {
    @Override
    public String key() {
      return "with_watermark";
    }
  }

  /**
   * One row per window and key; without a window, one per key.
   *
   * @param keys columns or {@code expression AS name}
   * @param aggregates SQL expressions over aggregate functions by the name of their column
   */
  record GroupBy(
      Optional<WindowDefinition> window, List<String> keys, Map<String, String> aggregates)
      implements Step {
    public GroupBy {
      keys = List.copyOf(keys);
      aggregates = Ordered.copy(aggregates);
    }

    @Override
    public String key() {
      return "group_by";
    }
  }
}
