package io.tidemark.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Lets through once a minute what Kafka's clients say of a connection. Each client says it with
 * each attempt: of brokers that are away, a run's clients have a hundred lines a second to tell,
 * which would push everything else out of the log. Thread-safe.
 */
final class RepeatedWarnings extends Filter<ILoggingEvent> {

  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** The client that speaks, as Kafka puts it before what it says, and what differs each time. */
  private static final Pattern PASSING = Pattern.compile("^\\[[^]]*] |correlation id \\d+");

  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return !event.getLoggerName().equals(CONNECTIONS) || isNew(event)
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }

  private boolean isNew(ILoggingEvent event) {
    String text = PASSING.matcher(event.getFormattedMessage()).replaceAll("");
    Instant last = told.get(text);
    boolean isNew = last == null || !event.getInstant().isBefore(last.plus(INTERVAL));
    if (isNew) {
      told.put(text, event.getInstant());
    }
    return isNew;
  }
}
