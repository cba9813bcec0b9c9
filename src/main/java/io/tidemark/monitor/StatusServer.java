package io.tidemark.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /}, {@code /health} and {@code /metrics}; reads nothing of a request but its line.
 */
final class StatusServer implements AutoCloseable {

  private static final int BACKLOG = 16;
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Monitor monitor;

  private StatusServer(HttpServer server, ExecutorService threads, Monitor monitor) {
    this.server = server;
    this.threads = threads;
    this.monitor = monitor;
  }

  static StatusServer bind(MonitorAddress address, Monitor monitor) {
    try {
      InetAddress host = InetAddress.getByName(address.host());
      HttpServer server = HttpServer.create(new InetSocketAddress(host, address.port()), BACKLOG);
      return new StatusServer(
          server, Executors.newFixedThreadPool(THREADS, StatusServer::daemon), monitor);
    } catch (IOException e) {
      throw new UserException(
          new Problem(
              "%s:%d".formatted(address.host(), address.port()),
              "metrics and health can't be served there (" + e.getMessage() + ")",
              "choose another with --metrics-port and --metrics-host; port 0 is any free one"),
          e);
    }
  }

  void start() {
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    InetAddress host = server.getAddress().getAddress();
    String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    return "http://%s:%d/"
        .formatted(name.contains(":") ? "[" + name + "]" : name, server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private record Answer(int status, String type, String body) {

    static final String PLAIN = "text/plain; charset=utf-8";
  }

  private Answer answer(String method, String path) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Answer(405, Answer.PLAIN, "only GET\n");
    }
    return switch (path) {
      case "/" -> new Answer(200, "text/html; charset=utf-8", StatusPage.of(monitor.status()));
      case "/health" -> {
        Status status = monitor.status();
        yield new Answer(status.httpStatus(), "application/json", status.json() + "\n");
      }
      case "/metrics" ->
          new Answer(200, "text/plain; version=0.0.4; charset=utf-8", monitor.metrics());
      default -> new Answer(404, Answer.PLAIN, "there are /, /health and /metrics\n");
    };
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "status-server");
    thread.setDaemon(true);
    return thread;
  }
}
