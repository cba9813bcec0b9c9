package io.tidemark.delta.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a converter that reads asks of a schema registry (Apicurio's API, version 2): a schema by
 * its id, and what others it refers to.
 */
final class SchemaRegistry implements AutoCloseable {

  private static final Pattern SCHEMA = Pattern.compile("/apis/registry/v2/ids/globalIds/(\\d+)");

  private static final String NO_REFERENCES = "[]";

  private final HttpServer server;
  private final List<String> schemas = new CopyOnWriteArrayList<>();

  private SchemaRegistry(HttpServer server) {
    this.server = server;
  }

  static SchemaRegistry started() {
    try {
      SchemaRegistry registry =
          new SchemaRegistry(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      registry.server.createContext("/", registry::answer);
      registry.server.start();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/registry/v2";
  }

  /** Of a schema that is registered now, if it isn't yet. */
  long id(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher asked = SCHEMA.matcher(exchange.getRequestURI().getPath());
    String body = asked.matches() ? schemas.get(Integer.parseInt(asked.group(1))) : NO_REFERENCES;
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
