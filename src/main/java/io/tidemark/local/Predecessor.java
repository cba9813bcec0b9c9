package io.tidemark.local;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * The broker that had this folder before, in another process, which may have been killed.
 *
 * <p>Kafka takes it for alive until its session times out, and its partitions then have no leader
 * until the new broker is let in. A transaction coordinator that starts before that, because it
 * still sees itself as leader, drops the markers that a half committed transaction waits for: it
 * takes partitions without a leader for deleted ones (Kafka 4.3.1, {@code
 * TransactionMarkerChannelManager}), and whoever reads them waits for ever. A broker that starts
 * after the session's end gets all leaderships at once.
 */
final class Predecessor {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(10);

  private Predecessor() {}

  /**
   * Returns when the controller takes no broker for alive: at once after a clean stop, else when
   * the session is over.
   *
   * @param image the controller's newest
   */
  static void awaitEnd(Supplier<MetadataImage> image) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isGone(image.get())) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the broker before is still taken for alive");
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** An image without an offset is from before the log was read. */
  private static boolean isGone(MetadataImage image) {
    BrokerRegistration before = image.cluster().broker(BrokerConfig.NODE_ID);
    boolean isRead = image.provenance().lastContainedOffset() >= 0;
    return isRead && (before == null || before.fenced());
  }
}
