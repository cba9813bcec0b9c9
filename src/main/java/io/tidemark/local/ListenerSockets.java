package io.tidemark.local;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before the broker is made: it must know its ports (they
 * are in its configuration), and nobody can take a port between choosing and using it.
 */
final class ListenerSockets implements ServerSocketFactory, AutoCloseable {

  private static final int BACKLOG = 50;

  private final ServerSocketChannel client;
  private final ServerSocketChannel controller;
  private final int clientPort;
  private final int controllerPort;

  private ListenerSockets(ServerSocketChannel client, ServerSocketChannel controller) {
    this.client = client;
    this.controller = controller;
    this.clientPort = client.socket().getLocalPort();
    this.controllerPort = controller.socket().getLocalPort();
  }

  /**
   * Binds both to the loopback address.
   *
   * @param clientPort 0 = any free port
   * @throws UserException if the port is taken
   */
  static ListenerSockets bind(int clientPort) {
    ServerSocketChannel client = bindOne(clientPort);
    try {
      return new ListenerSockets(client, bindOne(0));
    } catch (UserException e) {
      close(client);
      throw e;
    }
  }

  int clientPort() {
    return clientPort;
  }

  int controllerPort() {
    return controllerPort;
  }

  InetSocketAddress controllerAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), controllerPort());
  }

  /** Hands the socket over; the broker closes it. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return address.getPort() == clientPort ? client : controller;
  }

  @Override
  public void close() {
    close(client);
    close(controller);
  }

  private static ServerSocketChannel bindOne(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.bind(address, BACKLOG);
        channel.configureBlocking(false);
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UserException(
          new Problem(
              "127.0.0.1:" + port,
              "the embedded broker can't listen here (" + e.getMessage() + ")",
              "stop what uses port " + port + ", or choose another with --port"),
          e);
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("listening socket could not be closed", e);
    }
  }
}
