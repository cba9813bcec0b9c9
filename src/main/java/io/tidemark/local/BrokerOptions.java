package io.tidemark.local;

import java.nio.file.Path;

/**
 * Where an embedded broker keeps its data and listens.
 *
 * @param folder its log directory; made when it isn't there
 * @param port on the loopback address; 0 = any free one
 */
public record BrokerOptions(Path folder, int port) {

  public BrokerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
    }
    folder = folder.toAbsolutePath().normalize();
  }

  /** A broker on any free port. */
  public static BrokerOptions in(Path folder) {
    return new BrokerOptions(folder, 0);
  }

  public BrokerOptions withPort(int port) {
    return new BrokerOptions(folder, port);
  }
}
