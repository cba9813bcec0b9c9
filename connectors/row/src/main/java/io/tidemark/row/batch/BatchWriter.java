package io.tidemark.row.batch;

/**
 * Takes a table's rows in batches: what {@code write: {foreach_batch: com.acme.MyWriter}} names,
 * and Spark's {@code foreachBatch}. A public class with a public constructor without parameters.
 *
 * <p><b>Order and threads.</b> {@link #open} once, then {@link #write} for one batch after the
 * other, then {@link #close}; all on one thread. At any time one process of the pipeline at most
 * writes a table's batches.
 *
 * <p><b>Ids.</b> Batches of a table have ids that begin with 0 and grow by one. Which rows a batch
 * has is in Kafka before {@code write} is called. When the process ends during {@code write}, or
 * right after it, or {@code write} throws, the same id comes again, in this process or another,
 * with the very same rows in the same order; no id ever comes with other rows, and none is left
 * out. A {@code write} that has returned may thus be repeated for the last batch, never for one
 * before it: who keeps, in one transaction with the rows, the id that they belong to, has each row
 * exactly once.
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
