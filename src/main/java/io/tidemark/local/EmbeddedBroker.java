package io.tidemark.local;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this process, on the loopback address, whose topics, offsets and
 * transactions outlive it. It is put together from the parts of Kafka's own server process, in its
 * order, but binds its sockets beforehand and never ends the process.
 *
 * <p>Thread-safe. One process at a time has a folder.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final ListenerName CLIENTS = new ListenerName("PLAINTEXT");

  private final FolderLock lock;
  private final BrokerFaults faults;
  private final ControllerServer controller;
  private final BrokerServer broker;

  private EmbeddedBroker(
      FolderLock lock, BrokerFaults faults, ControllerServer controller, BrokerServer broker) {
    this.lock = lock;
    this.faults = faults;
    this.controller = controller;
    this.broker = broker;
  }

  /**
   * Starts a broker and returns when it takes requests: half a second to two seconds, or some more
   * when the previous owner of the folder was killed.
   *
   * @throws UserException if the folder is in use or can't be written to, or the port is taken
   */
  public static EmbeddedBroker start(BrokerOptions options) {
    FolderLock lock = FolderLock.take(options.folder());
    try {
      EmbeddedBroker broker = assemble(options, lock);
      broker.startup();
      return broker;
    } catch (Exception e) {
      lock.close();
      throw e instanceof UserException told ? told : notStarted(options.folder(), e);
    }
  }

  /** {@code host:port}, as clients want it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + broker.boundPort(CLIENTS);
  }

  /** Completes when the broker can't go on, as with a full disk; it must then be closed. */
  public CompletionStage<UserException> failure() {
    return faults.failure();
  }

  /** Stops in less than a second; what clients had committed is on disk. */
  @Override
  public void close() {
    try {
      broker.shutdown();
      controller.shutdown();
    } finally {
      lock.close();
    }
  }

  private static EmbeddedBroker assemble(BrokerOptions options, FolderLock lock) throws Exception {
    BrokerStorage storage = BrokerStorage.open(options.folder());
    BrokerFaults faults = new BrokerFaults(options.folder());
    ListenerSockets sockets = ListenerSockets.bind(options.port());
    SharedServer shared =
        new SharedServer(
            new KafkaConfig(BrokerConfig.of(options.folder(), sockets), false),
            storage.properties(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                Map.of(BrokerConfig.NODE_ID, sockets.controllerAddress())),
            List.of(),
            faults,
            sockets);
    faults.replaceExits();
    return new EmbeddedBroker(
        lock,
        faults,
        new ControllerServer(shared, KafkaRaftServer.configSchema(), storage.bootstrap()),
        new BrokerServer(shared));
  }

  /** The controller first: the broker registers with it. What fails stops itself. */
  private void startup() {
    controller.startup();
    try {
      broker.startup();
    } catch (RuntimeException e) {
      controller.shutdown();
      throw e;
    }
  }

  private static UserException notStarted(Path folder, Exception cause) {
    return new UserException(
        new Problem(
            folder.toString(),
            "the embedded broker could not start (" + cause + ")",
            "see that the disk has space and can be written to"),
        cause);
  }
}
