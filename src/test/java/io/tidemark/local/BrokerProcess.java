package io.tidemark.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that is nothing but an embedded broker: {@code FOLDER ADDRESS_FILE}. */
public final class BrokerProcess {

  private BrokerProcess() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(Path.of(arguments[0])));
    Path address = Path.of(arguments[1]);
    Path unfinished = address.resolveSibling("unfinished");
    Files.writeString(unfinished, broker.bootstrapServers());
    Files.move(unfinished, address);
    new CountDownLatch(1).await();
  }
}
