package io.tidemark.local;

import static org.awaitility.Awaitility.await;

import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Three Kafka nodes as somebody would operate them, each broker and controller in a process of its
 * own: all is on three of them, and two must have it. To be killed, paused and started again, each
 * on its own port. Nothing but sizes differs from Kafka's defaults.
 */
public final class BrokerCluster implements AutoCloseable {

  public static final Set<Integer> NODES = Set.of(1, 2, 3);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Map<Integer, Integer> clientPorts;
  private final Map<Integer, Integer> controllerPorts;
  private final Map<Integer, ChildJvm> processes = new HashMap<>();

  private BrokerCluster(Path folder) {
    this.folder = folder;
    this.clientPorts = NODES.stream().collect(Collectors.toMap(n -> n, n -> BrokerPort.free()));
    this.controllerPorts = NODES.stream().collect(Collectors.toMap(n -> n, n -> BrokerPort.free()));
  }

  /** Formats and starts the nodes; returns when each of them answers. */
  public static BrokerCluster started(Path folder) {
    BrokerCluster cluster = new BrokerCluster(folder);
    try {
      cluster.format();
      NODES.forEach(cluster::start);
      await().atMost(PATIENCE).until(() -> NODES.stream().allMatch(cluster::listens));
      await().atMost(PATIENCE).ignoreExceptions().until(cluster::hasAllNodes);
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return clientPorts.values().stream()
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }

  public void start(int node) {
    processes.put(
        node,
        ChildJvm.startOther(
            log(node),
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            settings(node).toString()));
  }

  /** As {@code kill -9}. */
  public void kill(int node) {
    processes.get(node).kill();
  }

  /** SIGSTOP: it does nothing any more, its connections open. */
  public void pause(int node) {
    processes.get(node).pause();
  }

  /** SIGCONT. */
  public void wake(int node) {
    processes.get(node).wake();
  }

  public boolean isAlive(int node) {
    return processes.get(node).isAlive();
  }

  public Path log(int node) {
    return folder.resolve("node-" + node + ".log");
  }

  /** Whether all nodes have all that there is, so that one of them may go. */
  public boolean isInSync() {
    try (TestKafka kafka = TestKafka.at(bootstrapServers())) {
      return hasAllNodes(kafka)
          && kafka
              .admin()
              .describeTopics(
                  kafka
                      .admin()
                      .listTopics(new ListTopicsOptions().listInternal(true))
                      .names()
                      .get(10, TimeUnit.SECONDS))
              .allTopicNames()
              .get(10, TimeUnit.SECONDS)
              .values()
              .stream()
              .flatMap(topic -> topic.partitions().stream())
              .allMatch(p -> p.isr().size() == p.replicas().size());
    } catch (Exception e) {
      return false;
    }
  }

  /** The node that leads a partition. */
  public int leader(String topic, int partition) throws Exception {
    try (TestKafka kafka = TestKafka.at(bootstrapServers())) {
      return kafka
          .admin()
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .get(partition)
          .leader()
          .id();
    }
  }

  @Override
  public void close() {
    processes.values().forEach(ChildJvm::close);
  }

  private boolean hasAllNodes() throws Exception {
    try (TestKafka kafka = TestKafka.at(bootstrapServers())) {
      return hasAllNodes(kafka);
    }
  }

  private static boolean hasAllNodes(TestKafka kafka) throws Exception {
    return kafka.admin().describeCluster().nodes().get(10, TimeUnit.SECONDS).size() == NODES.size();
  }

  private boolean listens(int node) {
    if (!isAlive(node)) {
      throw new IllegalStateException("node " + node + " has ended: see " + log(node));
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPorts.get(node)), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void format() throws IOException {
    String cluster = Uuid.randomUuid().toString();
    for (int node : NODES) {
      Path data = Files.createDirectories(folder.resolve("node-" + node));
      Files.writeString(
          settings(node),
          config(node).entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("\n")));
      try {
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8"))
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setNodeId(node)
            .setClusterId(cluster)
            .setControllerListenerName("CONTROLLER")
            .setDirectories(List.of(data.toString()))
            .run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Path settings(int node) {
    return folder.resolve("node-" + node + ".properties");
  }

  private Map<String, String> config(int node) {
    Map<String, String> config = new TreeMap<>();
    config.put("node.id", Integer.toString(node));
    config.put("process.roles", "broker,controller");
    config.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(clientPorts.get(node), controllerPorts.get(node)));
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("controller.listener.names", "CONTROLLER");
    config.put(
        "controller.quorum.voters",
        NODES.stream()
            .map(n -> n + "@127.0.0.1:" + controllerPorts.get(n))
            .collect(Collectors.joining(",")));
    config.put("log.dirs", folder.resolve("node-" + node).toString());
    config.put("auto.create.topics.enable", "false");
    replication(config);
    small(config);
    return config;
  }

  private static void replication(Map<String, String> config) {
    config.put("default.replication.factor", "3");
    config.put("min.insync.replicas", "2");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      config.put(topic + ".replication.factor", "3");
      config.put(topic + ".num.partitions", "6");
    }
    config.put("transaction.state.log.min.isr", "2");
    config.put("group.initial.rebalance.delay.ms", "0");
  }

  private static void small(Map<String, String> config) {
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "3");
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    config.put("offsets.load.buffer.size", Integer.toString(1 << 20));
    config.put("transaction.state.log.load.buffer.size", Integer.toString(1 << 20));
    config.put("metrics.jmx.exclude", ".*");
  }
}
