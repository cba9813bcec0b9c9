package io.tidemark.local;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import kafka.server.ControllerServer;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * The broker that had this folder before, in another process, which may have been killed.
 *
 * <p>Kafka takes it for alive until its session times out, and its partitions then have no leader
 * until the new broker is let in. A transaction coordinator that starts before that, because it
 * still sees itself as leader, drops the markers that a half committed transaction waits for: it
 * takes partitions without a leader for deleted ones (Kafka 4.3.1, {@code
 * TransactionMarkerChannelManager}), and whoever reads them waits for ever. Whoever holds the
 * folder's lock knows better than the session: the predecessor is dead, and its registration is
 * ended at once. So the session can be long, and a pause of the process is not taken for its end.
 */
final class Predecessor {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(10);

  private final ControllerServer controller;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();

  private Predecessor(ControllerServer controller) {
    this.controller = controller;
  }

  /**
   * Returns when the controller takes no broker for alive: at once after a clean stop.
   *
   * @param controller started; its broker is not
   */
  static void end(ControllerServer controller) throws InterruptedException {
    Predecessor predecessor = new Predecessor(controller);
    predecessor.await(predecessor::isRead);
    if (!predecessor.isGone()) {
      predecessor.await(predecessor::unregister);
      predecessor.await(predecessor::isGone);
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private void await(Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the broker before is still taken for alive");
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** An image without an offset is from before the log was read. */
  private boolean isRead() {
    return image().provenance().lastContainedOffset() >= 0;
  }

  private boolean isGone() {
    BrokerRegistration before = image().cluster().broker(BrokerConfig.NODE_ID);
    return before == null || before.fenced();
  }

  private MetadataImage image() {
    return controller.metadataCache().currentImage();
  }

  /** Whether that could be asked for: a controller leads a moment after it has started. */
  private boolean unregister() throws InterruptedException {
    ControllerRequestContext context =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    try {
      controller.controller().unregisterBroker(context, BrokerConfig.NODE_ID).get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotControllerException) {
        return false;
      }
      if (e.getCause() instanceof BrokerIdNotRegisteredException) {
        return true;
      }
      throw new IllegalStateException("the broker before can't be unregistered", e);
    }
  }
}
