package io.tidemark.files;

import io.tidemark.files.discovery.Share;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Publishes the JSON objects of files, each as it is, to a topic. */
public final class JsonFileSourceConnector extends SourceConnector {

  private Map<String, String> properties = Map.of();

  @Override
  public void start(Map<String, String> props) {
    try {
      new JsonFileSourceConfig(props);
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return JsonFileSourceTask.class;
  }

  /** As many as may be: each reads its share of the files, see {@link Share}. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return IntStream.range(0, maxTasks).mapToObj(number -> taskConfig(number, maxTasks)).toList();
  }

  private Map<String, String> taskConfig(int number, int tasks) {
    Map<String, String> config = new HashMap<>(properties);
    config.put(JsonFileSourceConfig.TASK_NUMBER, Integer.toString(number));
    config.put(JsonFileSourceConfig.TASK_COUNT, Integer.toString(tasks));
    return config;
  }

  @Override
  public void stop() {
    properties = Map.of();
  }

  @Override
  public ConfigDef config() {
    return JsonFileSourceConfig.DEFINITION;
  }

  /** Adds to what Kafka finds in each option what is wrong between them. */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config result = super.validate(connectorConfigs);
    for (Problem problem : JsonFileSourceConfig.problemsOf(connectorConfigs)) {
      String message = new Problem("", problem.what(), problem.remedy()).toString();
      for (ConfigValue value : result.configValues()) {
        if (value.name().equals(problem.where()) && !value.errorMessages().contains(message)) {
          value.addErrorMessage(message);
        }
      }
    }
    return result;
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

  /**
   * Offsets may be taken away, so that a file is published again, or written by hand as they are
   * listed (KIP-875): a task asks for them as it meets each file.
   *
   * @throws ConnectException with all that are not offsets of this source
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    try {
      String source = new JsonFileSourceConfig(connectorConfig).sourceName();
      List<Problem> problems = new ArrayList<>();
      offsets.forEach(
          (file, offset) -> {
            if (offset != null) {
              problem(source, file, offset).ifPresent(problems::add);
            }
          });
      if (!problems.isEmpty()) {
        throw new UserException(problems, null);
      }
      return true;
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  private static Optional<Problem> problem(
      String source, Map<String, ?> file, Map<String, ?> offset) {
    if (!FileLedger.isKey(source, file)) {
      return Optional.of(
          new Problem(
              "partition " + file,
              "is no file of source '" + source + "'",
              "write source and path as the source's offsets have them"));
    }
    return FileOffset.isOurs(offset)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "partition " + file,
                offset + " is not an offset of a file source",
                "write null, or all fields as the source's offsets have them"));
  }

  @Override
  public String version() {
    return Versions.current();
  }
}
