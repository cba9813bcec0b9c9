package io.tidemark.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/** A port for a broker that may be down for a while. */
public final class BrokerPort {

  /** Below those that clients get: nobody takes the port of a broker that is down. */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;

  private static final Random RANDOM = new Random();

  private BrokerPort() {}

  /** One of the loopback address that nobody has now. */
  public static int free() {
    return IntStream.generate(() -> RANDOM.nextInt(FIRST, LAST))
        .filter(BrokerPort::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
