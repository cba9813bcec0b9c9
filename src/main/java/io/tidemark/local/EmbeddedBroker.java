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
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this process, on the loopback address, whose topics, offsets and
 * transactions outlive it. It is put together from the parts of Kafka's own server process, in its
 * order, but binds its sockets beforehand and never ends the process.
 *
 * <p>One process at a time has a folder. {@link #start} and {@link #close} are called by one
 * thread; the rest may be called by any.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final Path folder;
  private final FolderLock lock;
  private final ListenerSockets sockets;
  private final BrokerFaults faults;
  private @Nullable ControllerServer controller;
  private @Nullable BrokerServer broker;

  private EmbeddedBroker(Path folder, FolderLock lock, ListenerSockets sockets) {
    this.folder = folder;
    this.lock = lock;
    this.sockets = sockets;
    this.faults = new BrokerFaults(folder);
  }

  /**
   * Takes the folder and the port. Clients may be made for the address from now on; what they ask
   * is answered once the broker has started.
   *
   * @throws UserException if the folder is in use or can't be written to, or the port is taken
   */
  public static EmbeddedBroker bind(BrokerOptions options) {
    FolderLock lock = FolderLock.take(options.folder());
    try {
      return new EmbeddedBroker(options.folder(), lock, ListenerSockets.bind(options.port()));
    } catch (UserException e) {
      lock.close();
      throw e;
    }
  }

  /** {@link #bind} and {@link #start} in one. */
  public static EmbeddedBroker started(BrokerOptions options) {
    EmbeddedBroker broker = bind(options);
    try {
      broker.start();
      return broker;
    } catch (UserException e) {
      broker.close();
      throw e;
    }
  }

  /** {@code host:port}, as clients want it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + sockets.clientPort();
  }

  /**
   * Completes, exceptionally with a {@link UserException}, when the broker can't go on, as with a
   * full disk; it must then be closed.
   */
  public CompletionStage<Void> failure() {
    return faults.failure();
  }

  /**
   * Returns when requests are answered: after one or two seconds, or some more when the previous
   * owner of the folder was killed.
   *
   * @throws UserException if the broker can't start
   */
  public void start() {
    try {
      BrokerStorage storage = BrokerStorage.open(folder);
      SharedServer shared = sharedServer(storage);
      faults.replaceExits();
      ControllerServer made =
          new ControllerServer(shared, KafkaRaftServer.configSchema(), storage.bootstrap());
      controller = made;
      broker = new BrokerServer(shared);
      made.startup(); // first: the broker registers with it
      Predecessor.end(made);
      broker.startup();
    } catch (Exception e) {
      throw new UserException(
          new Problem(
              folder.toString(),
              "the embedded broker could not start (" + e + ")",
              "see that the disk has space and can be written to"),
          e);
    }
  }

  /** Stops in less than a second; what clients had committed is on disk. */
  @Override
  public void close() {
    try {
      if (broker != null && controller != null) {
        broker.shutdown();
        controller.shutdown();
      }
    } finally {
      sockets.close();
      lock.close();
    }
  }

  private SharedServer sharedServer(BrokerStorage storage) {
    return new SharedServer(
        new KafkaConfig(BrokerConfig.of(folder, sockets), false),
        storage.properties(),
        Time.SYSTEM,
        new Metrics(),
        CompletableFuture.completedFuture(
            Map.of(BrokerConfig.NODE_ID, sockets.controllerAddress())),
        List.of(),
        faults,
        sockets);
  }
}
