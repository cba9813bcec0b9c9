package io.tidemark.topology.build;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker, one question at a time: whoever asks while one is under way shares the next, so
 * that any number of tasks cost a broker one question per round trip. Thread-safe. Does not close
 * the admin client.
 */
public final class AdminSourceEnds implements SourceEnds {

  private final Admin admin;

  /** The question that will be asked when the one under way is answered. */
  private @Nullable Question next;

  private boolean isAsking;

  public AdminSourceEnds(Admin admin) {
    this.admin = admin;
  }

  private record Question(
      Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, End>> answer) {}

  @Override
  public CompletionStage<Map<TopicPartition, End>> ask(Set<TopicPartition> partitions) {
    Question question;
    synchronized (this) {
      if (next == null) {
        next = new Question(new HashSet<>(), new CompletableFuture<>());
      }
      question = next;
      question.partitions().addAll(partitions);
    }
    askNext();
    Set<TopicPartition> wanted = Set.copyOf(partitions);
    return question
        .answer()
        .thenApply(
            ends -> wanted.stream().collect(Collectors.toMap(Function.identity(), ends::get)));
  }

  private void askNext() {
    Question question;
    synchronized (this) {
      if (isAsking || next == null) {
        return;
      }
      question = next;
      next = null;
      isAsking = true;
    }
    answer(question.partitions())
        .whenComplete(
            (ends, failure) -> {
              synchronized (this) {
                isAsking = false;
              }
              if (failure == null) {
                question.answer().complete(ends);
              } else {
                question.answer().completeExceptionally(failure);
              }
              askNext();
            });
  }

  private CompletionStage<Map<TopicPartition, End>> answer(Set<TopicPartition> partitions) {
    return latest(partitions, IsolationLevel.READ_COMMITTED)
        .thenCombine(
            latest(partitions, IsolationLevel.READ_UNCOMMITTED),
            (committed, written) -> {
              Map<TopicPartition, End> ends = new HashMap<>();
              committed.forEach(
                  (partition, end) ->
                      ends.put(partition, new End(end.offset(), written.get(partition).offset())));
              return ends;
            });
  }

  private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> latest(
      Set<TopicPartition> partitions, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> specs =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(specs, new ListOffsetsOptions(isolation)).all().toCompletionStage();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e); // the client is closed: the run is about to end
    }
  }
}
