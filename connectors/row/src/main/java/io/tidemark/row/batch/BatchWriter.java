package io.tidemark.row.batch;

/**
 * Takes a table's rows in batches: what {@code write: {foreach_batch: com.acme.MyWriter}} names,
 * and Spark's {@code foreachBatch}. A public class with a public constructor without parameters.
 *
 * <p><b>Order and threads.</b> {@link #open} once, then {@link #write} for one batch after the
 * other, then {@link #close}; all on one thread. One process of the pipeline at most begins a call:
 * right before each, it is asked whether the batch is still its own.
 *
 * <p><b>Ids.</b> Batches of a table have ids that begin with 0 and grow by one. Which rows a batch
 * has is in Kafka before {@code write} is called. When the process ends during {@code write}, or
 * right after it, or {@code write} throws, the same id comes again, in this process or another,
 * with the very same rows in the same order; no id ever comes with other rows, and none is left
 * out. A {@code write} that has returned may thus be repeated for the last batch, never for one
 * before it: who keeps, in one transaction with the rows, the id that they belong to, has each row
 * exactly once.
 *
 * <p><b>A process that stands still</b> in {@code write} for longer than ten seconds is taken for
 * dead: another one is called with the same batch, and with those after it. When the first one
 * wakes, it finishes its call, which nobody can take back. The transaction that keeps the id should
 * therefore look at it first, and leave the rows out when it is there already, or a later one.
 *
 * <p><b>Failures.</b> What {@code write} throws is told to the user with its message. The batch is
 * tried again a few times; then the run stops, and the next run begins with this batch.
 */
public interface BatchWriter {

  /** Before anything is read: a good place to check the configuration, and to connect. */
  default void open(BatchContext context) throws Exception {}

  /**
   * Takes one batch. Returns when the rows are where they belong, for good. The thread is
   * interrupted when a run that was told to stop has waited for it some seconds.
   *
   * @param batch to be used until this returns
   */
  void write(Batch batch) throws Exception;

  /** Also after a failure, and when nothing was written. */
  default void close() throws Exception {}
}
