package io.tidemark.topology.plan;

import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.SourceDefinition;
import io.tidemark.topology.definition.TableDefinition;
import io.tidemark.topology.definition.WriteDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plans a table's targets. Each reads the table's one topic in a consumer group of its own, so that
 * each gets every row, at its own pace.
 *
 * <p>Ids: {@code <table>} is the first Delta table's, {@code <table>.delta2} the second's, and so
 * on in the file's order. How far a Delta table has been written is in that table's own log, so
 * that another order of targets loses and repeats nothing. Others are named after what they are:
 * {@code <table>.topic.<name>}, {@code <table>.console}, {@code <table>.foreach_batch.<class>}.
 */
final class TargetPlanner {

  private final Faults faults;
  private final SinkPaths paths;
  private final Map<String, String> takenTopics = new HashMap<>();

  TargetPlanner(Faults faults, SinkPaths paths, List<SourceDefinition> sources) {
    this.faults = faults;
    this.paths = paths;
    sources.forEach(s -> takenTopics.putIfAbsent(s.topic(), "source '" + s.name() + "'"));
  }

  List<SinkPlan> plan(TablePlan table, TableDefinition definition) {
    List<SinkPlan> sinks = new ArrayList<>();
    for (int i = 0; i < definition.write().size(); i++) {
      WriteDefinition target = definition.write().get(i);
      String path = path(definition, i);
      checkMode(definition, target, path);
      check(table, target, path);
      checkOnce(definition.write().subList(0, i), target, path);
      checkChanges(table, definition.outputMode(), path);
      sinks.add(
          new SinkPlan(
              id(definition, i),
              table.name(),
              SinkPlan.Kind.TABLE,
              table.rowsTopic().orElseThrow(),
              table.schema(),
              target,
              definition.outputMode(),
              mergeKeys(table),
              definition.pace(),
              faults.where(
                  faults.hasPath(path + "." + key(target)) ? path + "." + key(target) : path)));
    }
    return sinks;
  }

  /** One target may be written without the list around it. */
  private String path(TableDefinition table, int index) {
    String path = "tables." + table.name() + ".write";
    boolean isInList = table.write().size() > 1 || faults.hasPath(path + "[0]");
    return isInList ? path + "[" + index + "]" : path;
  }

  private void check(TablePlan table, WriteDefinition target, String path) {
    if (target instanceof WriteDefinition.Delta delta) {
      new DeltaColumns(faults).check(table, delta.partitionBy(), path + ".partition_by");
      paths.add(delta.path(), path + ".delta");
    } else if (target instanceof WriteDefinition.Topic topic) {
      String other = takenTopics.putIfAbsent(topic.name(), path + ".topic");
      if (other != null) {
        faults.add(
            path + ".topic",
            "the topic '%s' is also that of %s".formatted(topic.name(), other),
            "give each target a topic of its own");
      }
    }
  }

  /** What a target has done is kept under what tells it apart: twice the same can't be. */
  private void checkOnce(List<WriteDefinition> before, WriteDefinition target, String path) {
    boolean isAgain =
        target instanceof WriteDefinition.Console
            ? before.stream().anyMatch(WriteDefinition.Console.class::isInstance)
            : target instanceof WriteDefinition.ForeachBatch
                && before.stream().anyMatch(t -> t.place().equals(target.place()));
    if (isAgain) {
      faults.add(
          path + "." + key(target),
          "the table has this target already: " + target.place(),
          "remove one of them");
    }
  }

  private static List<String> mergeKeys(TablePlan table) {
    return table.mergeKeys().orElse(List.of()).stream()
        .map(k -> table.schema().field(k.column()).name())
        .toList();
  }

  /** Only the results of an aggregation change; all other rows are new ones. */
  private void checkChanges(TablePlan table, OutputMode mode, String path) {
    if (mode != OutputMode.APPEND && table.mergeKeys().isEmpty()) {
      faults.add(
          path + ".output_mode",
          "'%s' is for the results of a group_by, and each row of this table is a new one"
              .formatted(text(mode)),
          "write in append mode, or group the rows");
    }
  }

  /** All targets get the same rows, which only one mode can be right for. */
  private void checkMode(TableDefinition table, WriteDefinition target, String path) {
    OutputMode mode = table.outputMode();
    target
        .outputMode()
        .filter(given -> given != mode)
        .ifPresent(
            given ->
                faults.add(
                    path + ".output_mode",
                    "'%s', but another target of the table has '%s', and all get the same rows"
                        .formatted(text(given), text(mode)),
                    "give all targets one output_mode, or make a second table of the same steps"));
  }

  private static String key(WriteDefinition target) {
    if (target instanceof WriteDefinition.Delta) {
      return "delta";
    } else if (target instanceof WriteDefinition.Topic) {
      return "topic";
    } else if (target instanceof WriteDefinition.Console) {
      return "console";
    }
    return "foreach_batch";
  }

  private static String id(TableDefinition table, int index) {
    WriteDefinition target = table.write().get(index);
    if (target instanceof WriteDefinition.Topic topic) {
      return table.name() + ".topic." + topic.name();
    } else if (target instanceof WriteDefinition.Console) {
      return table.name() + ".console";
    } else if (target instanceof WriteDefinition.ForeachBatch foreach) {
      return table.name() + ".foreach_batch." + foreach.className();
    }
    long before =
        table.write().subList(0, index).stream()
            .filter(WriteDefinition.Delta.class::isInstance)
            .count();
    return before == 0 ? table.name() : table.name() + ".delta" + (before + 1);
  }

  private static String text(OutputMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
