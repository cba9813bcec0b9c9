package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a pipeline's topics are those that they were: a topic that was deleted and made again has
 * another id, and offsets that are kept for it mean nothing.
 */
record KeptTopics(PipelineNames names, Map<String, String> kept) {

  /** A topic that is not what it was. */
  record Change(String topic, What what) {

    enum What {
      MADE_ANEW,
      GONE
    }

    Problem problem() {
      return new Problem(
          "topic " + topic,
          what == What.GONE
              ? "is gone; records that were still to be read went with it"
              : "was deleted and made again since the last run; what is kept of it (offsets, positions in"
                  + " the tables' logs) means nothing now",
          "see what 'tidemark new-epoch PIPELINE' would do, or give the pipeline another name");
    }
  }

  /**
   * What has changed.
   *
   * @param ids of all topics that there are
   */
  List<Change> changes(Map<String, String> ids) {
    List<Change> changes = new ArrayList<>();
    for (String topic : tracked()) {
      String was = kept.get(topic);
      if (was != null && !was.equals(ids.get(topic))) {
        changes.add(
            new Change(topic, ids.containsKey(topic) ? Change.What.MADE_ANEW : Change.What.GONE));
      }
    }
    return changes;
  }

  /** What is to be kept of these ids: those of topics that the plan no longer has stay. */
  Map<String, String> with(Map<String, String> ids) {
    Map<String, String> all = new LinkedHashMap<>(kept);
    for (String topic : tracked()) {
      if (ids.containsKey(topic)) {
        all.put(topic, ids.get(topic));
      }
    }
    return all;
  }

  private Set<String> tracked() {
    Set<String> topics = new LinkedHashSet<>();
    names.topics().forEach(t -> topics.add(t.name()));
    topics.remove(MetadataTopic.nameOf(names.plan().name()));
    names.plan().tables().stream()
        .filter(t -> t.aggregation().isPresent())
        .forEach(t -> topics.add(names.changelog(t.name())));
    return topics;
  }
}
