package io.tidemark.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version and those of what data passes through. */
final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Properties versions = new Properties();
    try (InputStream file = VersionText.class.getResourceAsStream("versions.properties")) {
      versions.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {
      "Tidemark " + versions.getProperty("tidemark"),
      "Kafka " + versions.getProperty("kafka"),
      "Delta Standalone " + versions.getProperty("delta") + " (tables of protocol 1, 2)",
      "DuckDB " + versions.getProperty("duckdb"),
      "Java " + Runtime.version(),
    };
  }
}
