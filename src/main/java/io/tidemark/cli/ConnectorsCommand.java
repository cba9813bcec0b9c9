package io.tidemark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidemark.checkpoint.Admission;
import io.tidemark.checkpoint.PipelineMetadata;
import io.tidemark.cli.view.Terminal;
import io.tidemark.connect.ConnectCluster;
import io.tidemark.run.ConnectConnectors;
import io.tidemark.run.ConnectorConfig;
import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineVisit;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark connectors}: a pipeline's sources and sinks for a Kafka Connect cluster. */
@Command(
    name = "connectors",
    description =
        "Print a pipeline's sources and sinks as configurations for Kafka Connect, or submit them"
            + " to a Connect cluster; 'tidemark run --role topology' does the rest there.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n")
final class ConnectorsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final PipelineOptions pipeline;

  @Mixin private final KafkaOptions kafka;

  @Option(
      names = "--submit",
      paramLabel = "URL",
      description =
          "Make the connectors, or change them, in the Connect cluster with a worker at this"
              + " address, such as http://connect:8083.")
  private @Nullable String url;

  @Option(names = "--json", description = "Print them as an array of JSON objects.")
  private boolean json;

  ConnectorsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
    this.kafka = new KafkaOptions(environment);
  }

  @Override
  public Integer call() throws Exception {
    PipelinePlan plan = pipeline.plan();
    ConnectConnectors connectors = new ConnectConnectors(plan, kept(plan));
    List<ConnectorConfig> configs = connectors.configs();
    if (url != null) {
      ConnectCluster.at(url).submit(configs);
    }
    if (json) {
      printJson(configs);
    } else if (url == null) {
      configs.forEach(this::print);
    } else {
      configs.forEach(c -> terminal.out().println("submitted " + c.name()));
    }
    if (!connectors.leftToRun().isEmpty()) {
      warn(
          "'tidemark run --role topology,other_sinks' writes what no connector writes: "
              + connectors.leftToRun());
    }
    return ExitCode.OK.status();
  }

  /** What the pipeline goes on from; without a Kafka, as if it had never run. */
  private Optional<PipelineMetadata> kept(PipelinePlan plan) throws Exception {
    Optional<KafkaAccess.Operated> operated = kafka.operated();
    if (operated.isEmpty()) {
      if (url != null) {
        warn(
            "without --bootstrap-server it isn't known whether the pipeline was reset, or runs"
                + " elsewhere");
      }
      return Optional.empty();
    }
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), operated.get(), PipelineVisit.Claim.LOOK)) {
      return url == null
          ? Admission.kept(plan, visit.host())
          : Admission.handOver(plan, visit.host(), visit.ownInstances());
    }
  }

  private void print(ConnectorConfig config) {
    terminal.out().println(config.name());
    new TreeMap<>(config.properties())
        .forEach((key, value) -> terminal.out().println("  " + key + " = " + value));
  }

  /** Each as {@code POST /connectors} takes it. */
  private void printJson(List<ConnectorConfig> configs) throws IOException {
    List<Map<String, Object>> posts = configs.stream().map(ConnectorsCommand::post).toList();
    terminal
        .out()
        .println(
            new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(posts));
  }

  private static Map<String, Object> post(ConnectorConfig config) {
    Map<String, Object> post = new LinkedHashMap<>();
    post.put("name", config.name());
    post.put("config", new TreeMap<>(config.properties()));
    return post;
  }

  private void warn(String text) {
    terminal.err().println("warning: " + text);
  }
}
