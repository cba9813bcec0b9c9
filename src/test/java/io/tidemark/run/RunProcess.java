package io.tidemark.run;

import io.tidemark.checkpoint.Admission.Losses;
import io.tidemark.monitor.Monitor;
import io.tidemark.monitor.MonitorAddress;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that runs a pipeline: {@code PIPELINE DATA TRIGGER READY [BOOTSTRAP PLUGINS]}, without
 * {@code BOOTSTRAP} on its own broker, with the property {@code roles} only those. Makes the file
 * {@code READY} when its Kafka takes requests. With the property {@code monitor}, a file, it tells
 * over HTTP how it does, and there where.
 */
final class RunProcess {

  private RunProcess() {}

  public static void main(String[] arguments) {
    PipelinePlan plan = PipelinePlan.load(Path.of(arguments[0]), Map.of(), new DeltaSchemas());
    PipelineRun run =
        new PipelineRun(
            plan,
            new RunSettings(
                Path.of(arguments[1]),
                arguments.length > 4
                    ? new KafkaAccess.Operated(arguments[4], Map.of())
                    : new KafkaAccess.Embedded(0),
                Optional.of(Trigger.parse("test", arguments[2])),
                roles(),
                arguments.length > 5 ? Optional.of(Path.of(arguments[5])) : Optional.empty(),
                new RunSettings.Start("", Losses.REFUSED)),
            monitored(
                plan.name(),
                new SilentListener() {
                  @Override
                  public void kafkaReady(String bootstrapServers) {
                    create(Path.of(arguments[3]));
                  }
                }));
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  run.stop();
                  try {
                    main.join();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                },
                "stop"));
    run.execute();
  }

  private static RunListener monitored(String pipeline, RunListener listener) {
    String file = System.getProperty("monitor");
    if (file == null) {
      return listener;
    }
    Monitor monitor = Monitor.open(pipeline, new MonitorAddress(MonitorAddress.LOOPBACK, 0));
    write(Path.of(file), monitor.url());
    return listener.and(monitor);
  }

  private static Set<Role> roles() {
    String roles = System.getProperty("roles", "SOURCES,TOPOLOGY,DELTA_SINKS,OTHER_SINKS");
    return Stream.of(roles.split(",", -1)).map(Role::valueOf).collect(Collectors.toSet());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
