package io.tidemark.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TaskFailureTest {

  /**
   * What the producer throws when a broker answers the end of a transaction with no known error.
   */
  private final KafkaException unnamed =
      new KafkaException(
          "Cannot execute transactional method because we are in an error state",
          new KafkaException(
              "Unhandled error in EndTxnResponse: The server experienced an unexpected error when"
                  + " processing the request."));

  @Test
  void whatMayHaveBeenAFencingMayPass() {
    assertThat(TaskFailure.mayPass(TaskFailure.of("orders", unnamed))).isTrue();
    assertThat(TaskFailure.mayPass(new ProducerFencedException("fenced"))).isTrue();
    assertThat(TaskFailure.mayPass(new TimeoutException("no answer"))).isTrue();
    assertThat(TaskFailure.mayPass(new KafkaException("no such setting"))).isFalse();
  }

  /** One of the answers came to the second of two processes that began at the same moment. */
  @Test
  void aProducerIsFencedByEachOfTheAnswersThatBrokersGive() {
    assertThat(TaskFailure.isOwnershipLost(new ProducerFencedException("fenced"))).isTrue();
    assertThat(TaskFailure.isOwnershipLost(new InvalidTxnStateException("invalid state"))).isTrue();
    assertThat(
            TaskFailure.isOwnershipLost(
                new KafkaException("in an error state", new InvalidProducerEpochException("old"))))
        .isTrue();
    assertThat(TaskFailure.isOwnershipLost(new TimeoutException("no answer"))).isFalse();
  }

  @Test
  void anAnswerWithoutANameMayMeanThatOwnershipIsLost() {
    assertThat(TaskFailure.isOwnershipLost(unnamed)).isTrue();
    assertThat(TaskFailure.isOwnershipLost(new TimeoutException("no answer"))).isFalse();
  }

  @Test
  void saysThatAnotherProcessMayHaveTakenTheSourceOver() {
    assertThat(TaskFailure.of("orders", unnamed))
        .hasMessageContaining("orders: its transaction failed, perhaps because another process has")
        .hasMessageContaining("Unhandled error in EndTxnResponse");
  }
}
