package io.tidemark.run;

import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A process that runs a pipeline on its own broker: {@code PIPELINE DATA TRIGGER READY}. Makes the
 * file {@code READY} when its Kafka takes requests.
 */
final class RunProcess {

  private RunProcess() {}

  public static void main(String[] arguments) {
    PipelineRun run =
        new PipelineRun(
            PipelinePlan.load(Path.of(arguments[0]), Map.of()),
            new RunSettings(
                Path.of(arguments[1]),
                new KafkaAccess.Embedded(0),
                Optional.of(Trigger.parse("test", arguments[2]))),
            new SilentListener() {
              @Override
              public void kafkaReady(String bootstrapServers) {
                create(Path.of(arguments[3]));
              }
            });
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

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
