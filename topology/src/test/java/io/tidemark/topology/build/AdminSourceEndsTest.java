package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class AdminSourceEndsTest {

  private static final TopicPartition FIRST = new TopicPartition("orders", 0);
  private static final TopicPartition SECOND = new TopicPartition("orders", 1);

  private final List<Question> questions = new ArrayList<>();
  private final AdminSourceEnds ends = new AdminSourceEnds(admin());

  @Test
  void tellBothEndsOfAPartition() {
    CompletableFuture<Map<TopicPartition, SourceEnds.End>> answer = ask(FIRST);

    answerAll(7, 9);

    assertThat(answer).isCompletedWithValue(Map.of(FIRST, new SourceEnds.End(7, 9)));
  }

  @Test
  void askOnceForAllWhoWaitWhileAQuestionIsUnderWay() {
    CompletableFuture<Map<TopicPartition, SourceEnds.End>> first = ask(FIRST);
    CompletableFuture<Map<TopicPartition, SourceEnds.End>> second = ask(FIRST);
    CompletableFuture<Map<TopicPartition, SourceEnds.End>> third = ask(SECOND);
    assertThat(questions).hasSize(2);

    answerAll(1, 1);
    assertThat(first).isCompletedWithValue(Map.of(FIRST, new SourceEnds.End(1, 1)));
    assertThat(second).isNotDone();
    assertThat(questions).hasSize(2);

    answerAll(5, 5);
    assertThat(second).isCompletedWithValue(Map.of(FIRST, new SourceEnds.End(5, 5)));
    assertThat(third).isCompletedWithValue(Map.of(SECOND, new SourceEnds.End(5, 5)));
  }

  @Test
  void failForThoseWhoAskedAndGoOnForTheNext() {
    CompletableFuture<Map<TopicPartition, SourceEnds.End>> first = ask(FIRST);
    CompletableFuture<Map<TopicPartition, SourceEnds.End>> second = ask(FIRST);

    List<Question> asked = List.copyOf(questions);
    questions.clear();
    asked.forEach(q -> q.answer().completeExceptionally(new TimeoutException("no broker")));
    assertThat(first).isCompletedExceptionally();

    answerAll(3, 3);
    assertThat(second).isCompletedWithValue(Map.of(FIRST, new SourceEnds.End(3, 3)));
  }

  @Test
  void areReachedWhenNothingIsInDoubtAndAllIsRead() {
    assertThat(new SourceEnds.End(7, 7).isReachedBy(7)).isTrue();
    assertThat(new SourceEnds.End(7, 7).isReachedBy(6)).isFalse();
    assertThat(new SourceEnds.End(7, 9).isReachedBy(9)).isFalse();
  }

  private record Question(
      Set<TopicPartition> partitions,
      IsolationLevel isolation,
      KafkaFutureImpl<ListOffsetsResultInfo> answer) {}

  private CompletableFuture<Map<TopicPartition, SourceEnds.End>> ask(TopicPartition partition) {
    return ends.ask(Set.of(partition)).toCompletableFuture();
  }

  private void answerAll(long committed, long written) {
    List<Question> asked = List.copyOf(questions);
    questions.clear();
    for (Question question : asked) {
      long end = question.isolation() == IsolationLevel.READ_COMMITTED ? committed : written;
      question.answer().complete(new ListOffsetsResultInfo(end, -1, Optional.empty()));
    }
  }

  /** An admin client that lists offsets, when the test says so, and nothing else. */
  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("listOffsets")) {
                throw new UnsupportedOperationException(method.getName());
              }
              Set<TopicPartition> partitions = new HashSet<>();
              ((Map<?, ?>) arguments[0]).keySet().forEach(p -> partitions.add((TopicPartition) p));
              IsolationLevel isolation = ((ListOffsetsOptions) arguments[1]).isolationLevel();
              Question question = new Question(partitions, isolation, new KafkaFutureImpl<>());
              questions.add(question);
              Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
              partitions.forEach(p -> answers.put(p, question.answer()));
              return new ListOffsetsResult(answers);
            });
  }
}
