package io.tidemark.target;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows a batch has: those of a range of each partition of the table's topic. What has been
 * committed there doesn't change, so that the same plan gives the same rows at any time.
 *
 * @param topicId tells the topic from one of the same name that is made later; empty after the
 *     target was told to begin anew
 * @param from by partition, the first offset; of all partitions, also those without rows in it
 * @param to by partition, the offset after the last: where the next batch begins
 */
record BatchPlan(
    @JsonProperty("batch") long id,
    @JsonProperty("state") State state,
    @JsonProperty("rows") long rows,
    @JsonProperty("topic_id") String topicId,
    @JsonProperty("from") Map<Integer, Long> from,
    @JsonProperty("to") Map<Integer, Long> to) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is known of the batch. */
  enum State {
    /** Its handler may have been called, or not. */
    PLANNED,
    /** Its handler has returned. */
    DONE
  }

  BatchPlan {
    from = new TreeMap<>(from);
    to = new TreeMap<>(to);
  }

  @JsonIgnore
  boolean isDone() {
    return state == State.DONE;
  }

  BatchPlan done() {
    return new BatchPlan(id, State.DONE, rows, topicId, from, to);
  }

  /** Its id is used up, and the next batch begins with the first record of its topic. */
  BatchPlan anew() {
    return new BatchPlan(id, State.DONE, 0, "", Map.of(), Map.of());
  }

  /** The next batch goes on behind records that are gone; this one won't come again. */
  BatchPlan without(int partition, long next) {
    Map<Integer, Long> reached = new TreeMap<>(to);
    reached.merge(partition, next, Math::max);
    return new BatchPlan(id, State.DONE, rows, topicId, from, reached);
  }

  @JsonIgnore
  boolean isOfTopic(String id) {
    return topicId.isEmpty() || topicId.equals(id);
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  static BatchPlan fromJson(byte[] json) {
    try {
      return JSON.readValue(json, BatchPlan.class);
    } catch (IOException e) {
      throw new IllegalStateException("an entry of the ledger that can't be read", e);
    }
  }
}
