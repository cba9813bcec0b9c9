package io.tidemark.row;

import java.util.Iterator;
import java.util.Map;

/**
 * What a host's {@code OffsetStorageReader} may be as well: one that knows which offsets there are.
 * Kafka Connect's own can only be asked for partitions that one knows already.
 *
 * <p>A host that has one also commits the offset of a record without a topic, which publishes
 * nothing; a null offset forgets its partition. (Kafka Connect commits none without a record.)
 */
public interface OffsetInventory {

  /**
   * A stored offset.
   *
   * @param partition as it was published
   */
  record Entry(Map<String, Object> partition, Map<String, Object> offset) {}

  /**
   * The offsets, in no order; those that come or go meanwhile may be among them or not. Read as it
   * is iterated, so that a part of it costs a part of the time.
   */
  Iterator<Entry> entries();
}
