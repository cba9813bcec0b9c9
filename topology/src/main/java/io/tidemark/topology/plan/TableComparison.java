package io.tidemark.topology.plan;

import io.tidemark.topology.plan.PipelineOutline.StateOutline;
import io.tidemark.topology.plan.PipelineOutline.TableOutline;
import java.util.List;
import java.util.stream.IntStream;

/** A table as it is kept and as the file has it now: its steps, and what its state depends on. */
record TableComparison(TableOutline old, TableOutline now) {

  void addTo(List<PlanChange> changes) {
    if (old.equals(now)) {
      return;
    }
    int before = changes.size();
    if (old.hasState() && now.hasState()) {
      state(old.state().get(0), now.state().get(0), changes);
    } else if (old.hasState() || now.hasState()) {
      changes.add(
          refused(
              "grouping",
              old.hasState() ? old.state().get(0).window() : "no group_by",
              now.hasState() ? now.state().get(0).window() : "no group_by"));
    }
    if (!old.from().equals(now.from())) {
      changes.add(
          taken("is made of %s from now on, no longer of %s".formatted(now.from(), old.from())));
    }
    if (changes.size() == before || !old.steps().equals(now.steps())) {
      steps(changes);
    }
  }

  private void state(StateOutline was, StateOutline is, List<PlanChange> changes) {
    compare("window", List.of(was.window()), List.of(is.window()), changes);
    compare("keys", was.keys(), is.keys(), changes);
    compare("aggregate", was.aggregates(), is.aggregates(), changes);
    if (!was.eventTime().equals(is.eventTime()) && isEventTimeKnown(was)) {
      changes.add(refused("event time", was.eventTime(), is.eventTime()));
    } else if (was.delay().isEmpty() != is.delay().isEmpty()) {
      changes.add(refused("watermark", watermark(was), watermark(is)));
    }
    compare("sources", was.inputs(), is.inputs(), changes);
    boolean isSameSoFar =
        was.window().equals(is.window())
            && was.keys().equals(is.keys())
            && was.aggregates().equals(is.aggregates())
            && (was.eventTime().equals(is.eventTime()) || !isEventTimeKnown(was));
    if (isSameSoFar) {
      compare("types of keys and values", List.of(was.groups()), List.of(is.groups()), changes);
    }
    boolean hasWatermarks = !was.delay().isEmpty() && !is.delay().isEmpty();
    if (hasWatermarks && !was.delay().equals(is.delay())) {
      changes.add(
          taken(
              "the watermark's delay is %s, no longer %s; the watermark never goes back, so windows that have closed stay closed"
                  .formatted(is.delay(), was.delay())));
    }
    if (hasWatermarks && PlanComparison.differ(was.idle(), is.idle())) {
      changes.add(
          taken("the watermark's idle is %s, no longer %s".formatted(is.idle(), was.idle())));
    }
  }

  /** Before it was kept, the column that windows without a watermark are cut by was left empty. */
  private static boolean isEventTimeKnown(StateOutline was) {
    return !was.eventTime().isEmpty() || !was.delay().isEmpty();
  }

  private static String watermark(StateOutline state) {
    return state.delay().isEmpty() ? "none" : state.eventTime() + ", delay " + state.delay();
  }

  private void compare(String what, List<String> was, List<String> is, List<PlanChange> changes) {
    if (!was.equals(is)) {
      changes.add(refused(what, String.join(", ", was), String.join(", ", is)));
    }
  }

  /** Steps that keep nothing: rows from now on are made by the new ones. */
  private void steps(List<PlanChange> changes) {
    List<String> was = withoutGrouping(old);
    List<String> is = withoutGrouping(now);
    if (was.equals(is)) {
      return;
    }
    String first =
        IntStream.range(0, Math.min(was.size(), is.size()))
            .filter(i -> !was.get(i).equals(is.get(i)))
            .mapToObj(i -> "'%s', no longer '%s'".formatted(is.get(i), was.get(i)))
            .findFirst()
            .orElseGet(
                () ->
                    was.size() > is.size()
                        ? "'%s' is gone".formatted(was.get(is.size()))
                        : "'%s' is new".formatted(is.get(was.size())));
    changes.add(
        taken(
            "rows from now on are made by other steps (%s)%s"
                .formatted(
                    first,
                    now.hasState() ? "; windows that are open keep the rows they have" : "")));
  }

  /** Without the steps that {@link #state} compares. */
  private static List<String> withoutGrouping(TableOutline table) {
    return table.steps().stream()
        .filter(s -> !s.startsWith("group_by:") && !s.startsWith("with_watermark:"))
        .toList();
  }

  private PlanChange taken(String what) {
    return new PlanChange.TakenOver("table " + now.name(), what);
  }

  private PlanChange refused(String what, String was, String is) {
    return new PlanChange.Refused(
        "table " + now.name(),
        "its state can't follow another " + what,
        new PlanChange.Difference(what + ": " + was, what + ": " + is),
        new PlanChange.WayOut.ResetTable(now.name()));
  }
}
