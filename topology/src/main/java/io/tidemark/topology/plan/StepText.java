package io.tidemark.topology.plan;

import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.Window;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Steps as a person reads them. */
final class StepText {

  private StepText() {}

  /** The key and what is after it, on one line. */
  static String of(Step step) {
    return step.key() + ": " + value(step);
  }

  private static String value(Step step) {
    if (step instanceof Step.Select select) {
      return String.join(", ", select.columns());
    } else if (step instanceof Step.Drop drop) {
      return String.join(", ", drop.columns());
    } else if (step instanceof Step.WithColumn withColumn) {
      return named(withColumn.expressions());
    } else if (step instanceof Step.Filter filter) {
      return filter.condition();
    } else if (step instanceof Step.Explode explode) {
      return explode.column();
    } else if (step instanceof Step.ExplodeOuter explode) {
      return explode.column();
    } else if (step instanceof Step.Union union) {
      return union.with();
    } else if (step instanceof Step.WithWatermark watermark) {
      return watermark.column()
          + ", delay "
          + text(watermark.delay())
          + watermark.idle().map(idle -> ", idle " + text(idle)).orElse("");
    } else if (step instanceof Step.GroupBy groupBy) {
      return groupBy(groupBy);
    }
    throw new IllegalStateException("unknown step " + step);
  }

  private static String groupBy(Step.GroupBy step) {
    String window = step.window().map(w -> window(w.window()) + on(w.column()) + "; ").orElse("");
    String keys = step.keys().isEmpty() ? "" : "keys " + String.join(", ", step.keys()) + "; ";
    return window + keys + named(step.aggregates());
  }

  private static String on(Optional<String> column) {
    return column.map(c -> " by " + c).orElse("");
  }

  private static String named(Map<String, String> expressions) {
    return expressions.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  static String window(Window window) {
    if (window instanceof Window.Tumbling tumbling) {
      return "windows of " + text(tumbling.size());
    } else if (window instanceof Window.Sliding sliding) {
      return "windows of " + text(sliding.size()) + " every " + text(sliding.slide());
    } else if (window instanceof Window.Session session) {
      return "sessions with gaps of " + text(session.gap());
    }
    throw new IllegalStateException("unknown window " + window);
  }

  /** {@code 1 hour 30 minutes}. */
  static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "day");
    append(text, duration.toHoursPart(), "hour");
    append(text, duration.toMinutesPart(), "minute");
    append(text, duration.toSecondsPart(), "second");
    append(text, duration.toMillisPart(), "millisecond");
    append(text, duration.toNanosPart() / 1000 % 1000, "microsecond");
    return text.isEmpty() ? "0 seconds" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
      text.append(count == 1 ? "" : "s");
    }
  }
}
