package io.tidemark.delta.sink;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes topics into a Delta table, each row exactly once. */
public final class DeltaSinkConnector extends SinkConnector {

  private Map<String, String> properties = Map.of();

  @Override
  public void start(Map<String, String> props) {
    try {
      new DeltaSinkConfig(props);
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DeltaSinkTask.class;
  }

  /** All tasks are alike: Kafka shares the partitions among them. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {
    properties = Map.of();
  }

  @Override
  public ConfigDef config() {
    return DeltaSinkConfig.DEFINITION;
  }

  /** Adds to what Kafka finds in each option what is wrong between them. */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config result = super.validate(connectorConfigs);
    for (Problem problem : DeltaSinkConfig.problemsOf(connectorConfigs)) {
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
   * Not here: the table's log says what has been written, and would overrule it.
   *
   * @throws ConnectException always, with what to do instead
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    throw new ConnectException(
        "the log of the table says how far each partition has been written, so offsets can't be"
            + " altered here; to write a topic again, give the connector another app.id");
  }

  @Override
  public String version() {
    return Versions.current();
  }
}
