package io.tidemark.delta.source;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Publishes the rows of a Delta table, and then those of each new commit, to a topic. */
public final class DeltaSourceConnector extends SourceConnector {

  private Map<String, String> properties = Map.of();

  @Override
  public void start(Map<String, String> props) {
    try {
      new DeltaSourceConfig(props);
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DeltaSourceTask.class;
  }

  /** One task: a table's versions come one after another. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public void stop() {
    properties = Map.of();
  }

  @Override
  public ConfigDef config() {
    return DeltaSourceConfig.DEFINITION;
  }

  /** Adds to what Kafka finds in each option what it can't see. */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config result = super.validate(connectorConfigs);
    for (Problem problem : DeltaSourceConfig.problemsOf(connectorConfigs)) {
      String message = new Problem("", problem.what(), problem.remedy()).toString();
      for (ConfigValue value : result.configValues()) {
        if (value.name().equals(problem.where()) && !value.errorMessages().contains(message)) {
          value.addErrorMessage(message);
        }
      }
    }
    return result;
  }

  /**
   * Offsets may be taken away, to begin anew, or written by hand (KIP-875).
   *
   * @throws ConnectException if one of them is not an offset of this source
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    try {
      Map<String, String> own = SourceOffset.partition(new DeltaSourceConfig(connectorConfig));
      offsets.forEach(
          (partition, offset) -> {
            if (offset != null) {
              require(own, partition);
              SourceOffset.fromMap(offset);
            }
          });
      return true;
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  /** What is kept under another key, the source would never find. */
  private static void require(Map<String, String> own, Map<String, ?> partition) {
    if (!own.equals(partition)) {
      throw new UserException(
          new Problem("partition " + partition, "is not this source's", "write it for " + own));
    }
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /** What a poll returns is a transaction, also with transaction.boundary=connector. */
  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> connectorConfig) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public String version() {
    return Versions.current();
  }
}
