package io.tidemark.monitor;

/**
 * Where a run tells how it does.
 *
 * @param host an address or a name of this machine; {@code 0.0.0.0}: all of its addresses
 * @param port 0 = any free one
 */
public record MonitorAddress(String host, int port) {

  /** Only this machine: neither metrics nor health ask who wants to know. */
  public static final String LOOPBACK = "127.0.0.1";

  public MonitorAddress {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
  }
}
