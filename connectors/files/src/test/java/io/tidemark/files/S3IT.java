package io.tidemark.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source and an archive in S3, behind a server of its protocol in a process of its own; the
 * source runs in another, with the libraries of {@code connectors/s3}: {@code mvn verify -Ps3}.
 */
class S3IT {

  private static final Path LIBRARIES = Path.of("../s3/target/lib").toAbsolutePath().normalize();
  private static final Path SERVER = LIBRARIES.resolveSibling("server");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Process server;
  private static String address;

  @TempDir Path temp;

  @BeforeAll
  static void startServer() throws IOException {
    assumeThat(SERVER).as("built with -Ps3").isDirectory();
    int port = freePort();
    address = "http://localhost:" + port;
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                SERVER + "/*",
                "com.adobe.testing.s3mock.S3MockApplication",
                "--com.adobe.testing.s3mock.httpPort=" + port,
                "--server.port=0",
                "--com.adobe.testing.s3mock.store.initialBuckets=shop",
                "--com.adobe.testing.s3mock.store.root="
                    + Files.createDirectory(folder.resolve("s3")))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    await().atMost(PATIENCE).ignoreExceptions().until(() -> get("").statusCode() == 200);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.destroy();
    }
  }

  @Test
  void readsFilesOfABucketOnceAndArchivesThem() throws Exception {
    // Given
    put("in/a.json", "{\"n\":1}\n{\"n\":2}\n");
    put("in/sub/b%20%C3%BC.json", "{\"n\":3}\n");
    put("in/_hidden.json", "{\"n\":4}\n");

    // When
    ChildJvm.Result result = read("s3a://shop/in", "s3a://shop/done");

    // Then
    assertThat(result.output())
        .contains("[{\"n\":1}, {\"n\":2}, {\"n\":3}] then []")
        .contains("of [a.json, a.json, sub/b ü.json]");
    assertThat(get("shop/in/a.json").statusCode()).isEqualTo(404);
    assertThat(get("shop/done/a.json").body()).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
    assertThat(get("shop/done/sub/b%20%C3%BC.json").statusCode()).isEqualTo(200);
    assertThat(get("shop/in/_hidden.json").statusCode()).isEqualTo(200);
  }

  @Test
  void archivesIntoALocalFolder() throws Exception {
    put("local/a.json", "{\"n\":1}\n");

    assertThat(read("s3a://shop/local", temp.resolve("done").toString()).output())
        .contains("[{\"n\":1}] then []");

    assertThat(temp.resolve("done/a.json")).hasContent("{\"n\":1}");
  }

  @Test
  void namesABucketThatIsNotThere() throws Exception {
    assertThat(read("s3a://nowhere/in", "s3a://nowhere/done").output())
        .contains("s3a://nowhere/in: ");
  }

  private ChildJvm.Result read(String path, String archive) throws Exception {
    Path configuration = Files.createDirectories(temp.resolve("conf"));
    Files.writeString(
        configuration.resolve("core-site.xml"),
        """
        <configuration>
        <property><name>fs.s3a.endpoint</name><value>%s</value></property>
        <property><name>fs.s3a.endpoint.region</name><value>us-east-1</value></property>
        <property><name>fs.s3a.path.style.access</name><value>true</value></property>
        <property><name>fs.s3a.access.key</name><value>key</value></property>
        <property><name>fs.s3a.secret.key</name><value>secret</value></property>
        </configuration>"""
            .formatted(address));
    String classPath =
        String.join(
            File.pathSeparator,
            configuration.toString(),
            System.getProperty("java.class.path"),
            LIBRARIES + "/*");
    return new ChildJvm(temp.resolve("log")).classPath(classPath).run(Reading.class, path, archive);
  }

  private static void put(String key, String content) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/shop/" + key))
            .PUT(BodyPublishers.ofString(content, UTF_8))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address + "/" + path)).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Reads a folder twice, each time as a run of its own. */
  static final class Reading {

    public static void main(String[] arguments) {
      TaskRun run =
          TaskRun.of(Path.of("."))
              .with("path", arguments[0])
              .with("recursive", "true")
              .with("clean.source", "archive")
              .with("archive.dir", arguments[1])
              .with("settle.ms", "0");
      try {
        run.runBounded();
        List<String> first = run.values();
        List<String> files = run.committed().stream().map(TaskRun::file).toList();
        System.out.println(
            first + " then " + run.runBounded() + " of " + files); // a transaction's size each
      } catch (RuntimeException e) {
        System.out.println(e.getMessage());
      }
      System.exit(0); // the SDK's threads stay for a while
    }
  }
}
