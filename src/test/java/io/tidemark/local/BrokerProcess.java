package io.tidemark.local;

import static org.awaitility.Awaitility.await;

import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that is nothing but an embedded broker: {@code FOLDER PORT ADDRESS_FILE}. */
public final class BrokerProcess {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private BrokerProcess() {}

  /**
   * Starts one.
   *
   * @param folder where its log and its address are written
   * @param data the broker's folder
   */
  public static ChildJvm start(Path folder, Path data) {
    return start(folder, data, 0);
  }

  /** The same on this port; 0: any free one. */
  public static ChildJvm start(Path folder, Path data, int port) {
    return ChildJvm.start(
        folder.resolve("broker.log"),
        List.of(),
        BrokerProcess.class,
        data.toString(),
        Integer.toString(port),
        address(folder).toString());
  }

  /** The bootstrap servers of one that was started with this folder, once it takes requests. */
  public static String bootstrapServers(Path folder, ChildJvm broker) {
    Path address = address(folder);
    await().atMost(PATIENCE).until(() -> Files.exists(address) || !broker.isAlive());
    try {
      return Files.readString(address);
    } catch (IOException e) {
      throw new IllegalStateException("the broker process did not start", e);
    }
  }

  private static Path address(Path folder) {
    return folder.resolve("address");
  }

  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.started(
            BrokerOptions.in(Path.of(arguments[0])).withPort(Integer.parseInt(arguments[1])));
    Path address = Path.of(arguments[2]);
    Path unfinished = address.resolveSibling("unfinished");
    Files.writeString(unfinished, broker.bootstrapServers());
    Files.move(unfinished, address);
    new CountDownLatch(1).await();
  }
}
