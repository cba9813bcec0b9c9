package io.tidemark.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RunEventsTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(RunEvents.class);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final RunEvents events = new RunEvents(Clock.systemUTC());

  /** Whatever level commands have set in tests before this one. */
  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  @Test
  void stateThatIsReadAgainIsAnEventOnceForEachStepOfIt() {
    events.progressed(Runs.restoring(Runs.HALF_WAY, 11_800, 12_000, 40_000));
    events.ended(Runs.restoring(Runs.DONE, 11_800, 12_000, 40_000), "stopped");

    assertThat(restoring())
        .containsExactly("restoring table=revenue_by_country records=12000 of=40000 percent=30");
  }

  @Test
  void stateThatWasThereIsNone() {
    events.progressed(Runs.restoring(Runs.HALF_WAY, 0, 2, 2));

    assertThat(restoring()).isEmpty();
  }

  private List<String> restoring() {
    return appender.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.startsWith("restoring"))
        .toList();
  }
}
