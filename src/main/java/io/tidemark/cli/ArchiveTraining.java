package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;

/**
 * What the launcher runs once after a build, so that the JVM can write the classes that were loaded
 * to an archive. The nearer this is to what people do, the more of it starts from the archive; a
 * step that fails makes the archive smaller, and nothing else.
 */
final class ArchiveTraining {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ORDERS = 200;
  private static final String ORDER =
      """
      {"order_id": "ORD-%d", "timestamp": "2025-06-20T%02d:%02d:00Z",
       "customer": {"customer_id": %d, "address": {"country": "DE"}},
       "items": [{"item_id": "P-1", "quantity": 2, "price": 1.5}],
       "metadata": [{"key": "channel", "value": "web"}]}
      """;

  private ArchiveTraining() {}

  /** Takes one argument: an empty folder, which must be the working directory. */
  public static void main(String[] args) throws IOException {
    endIfItHangs();
    Path folder = Path.of(args[0]);
    write(folder);
    tidemark("--help");
    tidemark("plan", "training.yaml");
    tidemark("run", "training.yaml");
    tidemark("sql", "SELECT country, sum(revenue) FROM revenue GROUP BY country");
    tidemark("sql", "SELECT * FROM delta.`data/tables/lines` LIMIT 3", "--json");
    System.exit(ExitCode.OK.status());
  }

  /** Without an archive, Tidemark starts slowly; waiting for one for ever, it never does. */
  private static void endIfItHangs() {
    Timer timer = new Timer("patience", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            Runtime.getRuntime().halt(ExitCode.BUG.status());
          }
        },
        PATIENCE.toMillis());
  }

  private static void tidemark(String... arguments) {
    int status = Tidemark.execute(Terminal.plain(System.out, System.err), arguments);
    System.out.println(arguments[0] + " ended with " + status);
  }

  private static void write(Path folder) throws IOException {
    try (InputStream pipeline = ArchiveTraining.class.getResourceAsStream("training.yaml")) {
      Files.copy(pipeline, folder.resolve("training.yaml"));
    }
    StringBuilder orders = new StringBuilder();
    for (int i = 0; i < ORDERS; i++) {
      orders.append(String.format(Locale.ROOT, ORDER, i, i / 60, i % 60, i));
    }
    orders.append("not an order\n");
    Path files = Files.createDirectories(folder.resolve("orders"));
    Files.writeString(files.resolve("orders.json"), orders);
  }
}
