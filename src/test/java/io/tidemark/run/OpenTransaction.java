package io.tidemark.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that has begun and has no end yet, as its coordinator knows it.
 *
 * @param coordinator the node that has it
 * @param partitions that have been written to in it
 * @param began by its coordinator's clock
 */
record OpenTransaction(String id, int coordinator, Set<TopicPartition> partitions, long began) {

  static List<OpenTransaction> find(Admin admin) throws ExecutionException, InterruptedException {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    List<String> ids =
        admin.listTransactions(open).all().get().stream()
            .map(TransactionListing::transactionalId)
            .toList();
    return admin.describeTransactions(ids).all().get().entrySet().stream()
        .flatMap(described -> of(described.getKey(), described.getValue()).stream())
        .toList();
  }

  /** Whether it is still there. */
  boolean isOpen(Admin admin) {
    try {
      TransactionDescription now = admin.describeTransactions(List.of(id)).description(id).get();
      return of(id, now).filter(open -> open.began() == began).isPresent();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<OpenTransaction> of(String id, TransactionDescription description) {
    return description.state() == TransactionState.ONGOING
        ? Optional.of(
            new OpenTransaction(
                id,
                description.coordinatorId(),
                description.topicPartitions(),
                description.transactionStartTimeMs().orElseThrow()))
        : Optional.empty();
  }
}
