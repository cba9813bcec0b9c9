package io.tidemark.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The broker's configuration: one node that is broker and controller, small, and quick to start
 * again after it was killed.
 */
final class BrokerConfig {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private BrokerConfig() {}

  static Map<String, String> of(Path folder, ListenerSockets sockets) {
    Map<String, String> config = new HashMap<>();
    addresses(config, sockets);
    storage(config, folder);
    coordinators(config);
    restartAfterKill(config);
    smallFootprint(config);
    return config;
  }

  private static void addresses(Map<String, String> config, ListenerSockets sockets) {
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("process.roles", "broker,controller");
    config.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(sockets.clientPort(), CONTROLLER_LISTENER, sockets.controllerPort()));
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "PLAINTEXT");
    config.put("controller.listener.names", CONTROLLER_LISTENER);
    config.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + sockets.controllerPort());
  }

  private static void storage(Map<String, String> config, Path folder) {
    config.put("log.dirs", folder.toString());
    config.put("auto.create.topics.enable", "false");
    config.put("default.replication.factor", "1");
    config.put("min.insync.replicas", "1");
    // A record that explodes may become a batch of rows much larger than itself.
    config.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    // After a kill the unflushed tail is read again: smaller segments bound it.
    config.put("log.segment.bytes", Integer.toString(128 << 20));
    config.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    // Deleted and retired segments go soon, so that a run needs no more disk than it must.
    config.put("log.retention.check.interval.ms", "30000");
    config.put("log.segment.delete.delay.ms", "1000");
  }

  private static void coordinators(Map<String, String> config) {
    config.put("offsets.topic.num.partitions", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.num.partitions", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    // A pipeline may rest for longer than Kafka's week; forgotten offsets would mean reading all
    // over again.
    config.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    config.put("transactional.id.expiration.ms", Integer.toString(Integer.MAX_VALUE));
  }

  /**
   * The session is that of the only broker: nobody takes its place, so that a process which stops
   * for a while, with its machine, had better keep it. See {@link Predecessor} for one that was
   * killed.
   */
  private static void restartAfterKill(Map<String, String> config) {
    config.put("broker.session.timeout.ms", "600000");
    config.put("broker.heartbeat.interval.ms", "200");
    config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    config.put("group.min.session.timeout.ms", "1000");
  }

  private static void smallFootprint(Map<String, String> config) {
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "2");
    config.put("background.threads", "2");
    config.put("num.recovery.threads.per.data.dir", "2");
    config.put("group.coordinator.threads", "1");
    config.put("share.coordinator.threads", "1");
    config.put("log.cleaner.threads", "1");
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    config.put("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
    config.put("offsets.load.buffer.size", Integer.toString(1 << 20));
    config.put("transaction.state.log.load.buffer.size", Integer.toString(1 << 20));
    config.put("socket.send.buffer.bytes", Integer.toString(1 << 20));
    config.put("socket.receive.buffer.bytes", Integer.toString(1 << 20));
    // Nobody reads the broker's MBeans, and registering hundreds of them costs start-up time.
    // No heartbeat records in the metadata log while nothing happens.
    config.put("metadata.max.idle.interval.ms", "0");
    config.put("metric.reporters", "");
    config.put("metrics.jmx.exclude", ".*");
  }
}
