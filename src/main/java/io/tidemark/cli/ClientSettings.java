package io.tidemark.cli;

import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/**
 * What every Kafka client needs beside the address, such as TLS and a password: Kafka's own client
 * properties, from a file and, over it, from the environment. Values are never told, nor logged:
 * any may be a secret.
 */
final class ClientSettings {

  /** {@code TIDEMARK_KAFKA_SASL_MECHANISM} is {@code sasl.mechanism}. */
  static final String PREFIX = "TIDEMARK_KAFKA_";

  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  /** What each of our clients has to have for itself. */
  private static final Set<String> OURS =
      Set.of("client.id", "metric.reporters", "enable.metrics.push", "bootstrap.controllers");

  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, String> places = new HashMap<>();

  private ClientSettings() {}

  /**
   * @param file as Kafka's tools take it; null: none
   * @throws UserException if it can't be read, or has what no client knows
   */
  static ClientSettings of(@Nullable Path file, Map<String, String> environment) {
    ClientSettings settings = new ClientSettings();
    if (file != null) {
      Properties read = read(file);
      read.stringPropertyNames()
          .forEach(name -> settings.put(name, read.getProperty(name), file.toString()));
    }
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(PREFIX)) {
            settings.put(setting(variable), value, variable);
          }
        });
    settings.check();
    return settings;
  }

  /** Where Kafka is, if it is said here. */
  Optional<String> bootstrapServers() {
    return Optional.ofNullable(values.get(BOOTSTRAP_SERVERS));
  }

  /** All but the address. */
  Map<String, String> forClients() {
    Map<String, String> config = new HashMap<>(values);
    config.remove(BOOTSTRAP_SERVERS);
    return config;
  }

  private void put(String name, String value, String place) {
    values.put(name, value.strip());
    places.put(name, place);
  }

  private void check() {
    List<Problem> problems = new ArrayList<>();
    Set<String> known = new TreeSet<>(AdminClientConfig.configNames());
    known.removeAll(OURS);
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        String hint = NearestName.hint(name, known);
        problems.add(
            new Problem(
                places.get(name),
                "'" + name + "' can't be set for all Kafka clients",
                hint.isEmpty() ? "take it out: security and connections are set here" : hint));
      }
    }
    if (values.containsKey(SaslConfigs.SASL_JAAS_CONFIG) && !isJaas()) {
      problems.add(
          new Problem(
              places.get(SaslConfigs.SASL_JAAS_CONFIG),
              "'sasl.jaas.config' isn't of the form that Kafka takes",
              "write CLASS required username=\"…\" password=\"…\"; with a semicolon at the end, and"
                  + " \\\" where a value has a quote"));
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
  }

  /** What Kafka says of one that isn't may have a part of the password in it. */
  private boolean isJaas() {
    Password config = new Password(values.get(SaslConfigs.SASL_JAAS_CONFIG));
    try {
      JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, config));
      return true;
    } catch (IllegalArgumentException | KafkaException e) {
      return false;
    }
  }

  private static String setting(String variable) {
    return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          new Problem(
              "--config " + file,
              "can't be read (" + e.getClass().getSimpleName() + ")",
              "name a file of Kafka client properties that this user may read"),
          e);
    }
  }
}
