package io.tidemark.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** The shipped Compose file, as a project of its own over a folder of its own. */
final class ComposeStack implements AutoCloseable {

  static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

  private final List<String> command;
  private final Path data;
  private final String project = "tidemark-it-" + UUID.randomUUID();
  private final int kafkaPort = freePort();
  private final int connectPort = freePort();

  private ComposeStack(List<String> command, Path data) {
    this.command = command;
    this.data = data;
  }

  /** Empty when this machine has no Compose. */
  static Optional<ComposeStack> over(Path data) throws InterruptedException {
    for (List<String> command : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
      if (answers(command)) {
        return Optional.of(new ComposeStack(command, data));
      }
    }
    return Optional.empty();
  }

  private static boolean answers(List<String> command) throws InterruptedException {
    List<String> version = new ArrayList<>(command);
    version.add("version");
    try {
      Process process =
          new ProcessBuilder(version)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  int connectPort() {
    return connectPort;
  }

  /** Where all that it says goes. */
  Path log() {
    return Path.of("target", "compose-" + project + ".log").toAbsolutePath();
  }

  /** Answers the exit status. */
  int run(String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("-p", project));
    line.addAll(List.of(arguments));
    try {
      ProcessBuilder process = new ProcessBuilder(line).directory(REPOSITORY.toFile());
      process.environment().put("TIDEMARK_DATA", data.toString());
      process.environment().put("TIDEMARK_USER", Files.getAttribute(data, "unix:uid").toString());
      process.environment().put("KAFKA_PORT", Integer.toString(kafkaPort));
      process.environment().put("CONNECT_PORT", Integer.toString(connectPort));
      Process running =
          process
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      if (!running.waitFor(5, TimeUnit.MINUTES)) {
        running.destroyForcibly();
        throw new IllegalStateException(line + " does not end; see " + log());
      }
      return running.exitValue();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a service's only container off the stack's network; its connections hang. */
  void cutOff(String service) {
    docker()
        .disconnectFromNetworkCmd()
        .withNetworkId(network())
        .withContainerId(container(service))
        .withForce(true)
        .exec();
  }

  /** Gives it its place on the network again. */
  void connect(String service) {
    docker()
        .connectToNetworkCmd()
        .withNetworkId(network())
        .withContainerId(container(service))
        .withContainerNetwork(new ContainerNetwork().withAliases(service))
        .exec();
  }

  private String network() {
    return project + "_default";
  }

  private String container(String service) {
    return docker()
        .listContainersCmd()
        .withLabelFilter(
            Map.of("com.docker.compose.project", project, "com.docker.compose.service", service))
        .exec()
        .get(0)
        .getId();
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  /** Takes it down, with its volumes; what its containers said is in the log. */
  @Override
  public void close() {
    run("logs", "--no-color");
    run("--profile", "connect", "down", "-v", "--timeout", "10");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
