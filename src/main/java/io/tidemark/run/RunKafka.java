package io.tidemark.run;

import io.tidemark.host.HostClients;
import io.tidemark.host.HostMetrics;
import io.tidemark.host.HostServices;
import io.tidemark.local.BrokerOptions;
import io.tidemark.local.EmbeddedBroker;
import io.tidemark.row.problem.Causes;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The Kafka that a run works on, its own or somebody's, and the client that asks it about itself.
 */
final class RunKafka implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Optional<EmbeddedBroker> broker;
  private final HostClients clients;
  private final Admin admin;

  private RunKafka(Optional<EmbeddedBroker> broker, HostClients clients) {
    this.broker = broker;
    this.clients = clients;
    this.admin = clients.admin("tidemark");
  }

  /**
   * Has the address, so that clients can be made; nothing has been asked of Kafka yet.
   *
   * @throws UserException if the embedded broker's folder or port is taken
   */
  static RunKafka bind(RunSettings settings) {
    if (settings.kafka() instanceof KafkaAccess.Operated operated) {
      return operated(operated);
    }
    KafkaAccess.Embedded embedded = (KafkaAccess.Embedded) settings.kafka();
    EmbeddedBroker broker =
        EmbeddedBroker.bind(
            BrokerOptions.in(folder(settings.dataFolder())).withPort(embedded.port()));
    return new RunKafka(Optional.of(broker), new HostClients(broker.bootstrapServers(), Map.of()));
  }

  /** Where an embedded broker keeps its topics. */
  static Path folder(Path dataFolder) {
    return dataFolder.resolve("kafka");
  }

  private static RunKafka operated(KafkaAccess.Operated access) {
    try {
      return new RunKafka(
          Optional.empty(), new HostClients(access.bootstrapServers(), access.clientConfig()));
    } catch (KafkaException e) {
      throw new UserException(
          new Problem(
              access.bootstrapServers(),
              "no Kafka client can be made for it (%s)".formatted(Causes.root(e)),
              "check the address, and the settings of --config and TIDEMARK_KAFKA_*"),
          e);
    }
  }

  /**
   * Returns when Kafka answers.
   *
   * @return false if {@code stop} was counted down before
   * @throws UserException if it can't start, or doesn't answer in some seconds
   */
  boolean start(CountDownLatch stop) throws InterruptedException {
    return broker.isPresent() ? startBroker(broker.get()) : firstAnswer().require(stop);
  }

  /**
   * Returns when Kafka answers, which may be long after: that it doesn't is told.
   *
   * @return false if {@code stop} was counted down before
   * @throws UserException if it can't start, or refuses to answer
   */
  boolean await(CountDownLatch stop, RunListener listener) throws InterruptedException {
    return broker.isPresent() ? startBroker(broker.get()) : firstAnswer().await(stop, listener);
  }

  private static boolean startBroker(EmbeddedBroker broker) throws InterruptedException {
    broker.start();
    return true;
  }

  private FirstAnswer firstAnswer() {
    return new FirstAnswer(admin, clients.bootstrapServers());
  }

  HostClients clients() {
    return clients;
  }

  Admin admin() {
    return admin;
  }

  /** For what asks and changes nothing that is measured. */
  HostServices services() {
    return new HostServices(clients, admin, new HostMetrics());
  }

  /** Completes, exceptionally, when the embedded broker can't go on. */
  Optional<CompletionStage<Void>> failure() {
    return broker.map(EmbeddedBroker::failure);
  }

  @Override
  public void close() {
    admin.close(CLOSE_PATIENCE); // a Kafka that is away doesn't keep a run from ending
    broker.ifPresent(EmbeddedBroker::close);
  }
}
