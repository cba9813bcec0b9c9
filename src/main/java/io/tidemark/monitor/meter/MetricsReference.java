package io.tidemark.monitor.meter;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The reference of all metrics, as {@code src/docs/metrics.md} has it. */
final class MetricsReference {

  private final Measures measures = new Measures(Clock.systemUTC());
  private final List<String> lines = new ArrayList<>();

  private MetricsReference() {}

  static String markdown() {
    MetricsReference reference = new MetricsReference();
    reference.lines.add(
        """
        # Metrics

        What `/metrics` has with `tidemark run --metrics-port`, in Prometheus' text format. Counters count from the
        start of the process. All have the label `pipeline`; beside these there are Micrometer's metrics of the JVM
        (`jvm_memory_*`, `jvm_threads_*`, `system_cpu_*`, `process_uptime_seconds`). This page is generated; a test
        compares it.
        """);
    reference.section("The run", "none", reference.measures.ofRun());
    reference.section("Sources", "`source`", reference.measures.ofSource());
    reference.section(
        "Tables",
        "`table` (as the summary of a run names it), `kind` (`table`, `late` or `dead_letter`)",
        reference.measures.ofTable());
    return String.join("\n", reference.lines) + "\n";
  }

  private <T> void section(String title, String labels, List<Measure<T>> section) {
    lines.add("## " + title);
    lines.add("Labels: " + labels + ".\n");
    lines.add("| metric | type | what it is |");
    lines.add("|---|---|---|");
    if (title.equals("The run")) {
      lines.add("| `tidemark_healthy` | gauge | %s |".formatted(RunMeters.HEALTHY_HELP));
    }
    for (Measure<T> measure : section) {
      lines.add(
          "| `%s` | %s | %s |"
              .formatted(
                  measure.exposedName(),
                  measure.kind().name().toLowerCase(Locale.ROOT),
                  measure.help()));
    }
    lines.add("");
  }
}
