package io.tidemark.run;

import io.tidemark.host.KafkaRefusal;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * What a Kafka that somebody operates says first. Who wants something done now is told after some
 * seconds that it doesn't answer; who stays waits for it. Owned by the run's thread.
 */
final class FirstAnswer {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Admin admin;
  private final String address;

  /**
   * @param address of Kafka, in what is told
   */
  FirstAnswer(Admin admin, String address) {
    this.admin = admin;
    this.address = address;
  }

  /**
   * Returns when there is one.
   *
   * @return false if {@code stop} was counted down before
   * @throws UserException if there is none for some seconds, or it is a refusal
   */
  boolean require(CountDownLatch stop) throws InterruptedException {
    return ask(
        stop,
        PATIENCE,
        silence -> {
          throw new UserException(
              new Problem(
                  address,
                  "Kafka can't be reached (" + silence.getMessage() + ")",
                  "check the address and that a broker listens there, and with --config whether it"
                      + " wants TLS or SASL; without --bootstrap-server one is started here"),
              silence);
        });
  }

  /**
   * The same, however long it takes; that there is none yet is told once, and that there is one.
   *
   * @throws UserException if it is a refusal
   */
  boolean await(CountDownLatch stop, RunListener listener) throws InterruptedException {
    long began = System.nanoTime();
    boolean[] isTold = {false};
    boolean isThere =
        ask(
            stop,
            KafkaWatch.PATIENCE,
            silence -> {
              if (!isTold[0]) {
                listener.waiting(notYet(silence));
                isTold[0] = true;
              }
            });
    if (isThere && isTold[0]) {
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      listener.goesOn("Kafka at %s answers, after %d s".formatted(address, waited.toSeconds()));
    }
    return isThere;
  }

  private Problem notYet(Throwable silence) {
    return new Problem(
        "Kafka at " + address,
        "no broker answers yet (" + silence.getMessage() + ")",
        "the run begins by itself when one does; if none is to be there, check the address, and with"
            + " --config whether it wants TLS or SASL");
  }

  /**
   * @param onSilence is told each time that there was none for {@code patience}
   */
  private boolean ask(CountDownLatch stop, Duration patience, Consumer<Throwable> onSilence)
      throws InterruptedException {
    DescribeClusterOptions options =
        new DescribeClusterOptions().timeoutMs(Math.toIntExact(patience.toMillis()));
    KafkaFuture<String> asked = admin.describeCluster(options).clusterId();
    while (stop.getCount() > 0) {
      try {
        asked.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException notYet) {
        continue;
      } catch (ExecutionException e) {
        List<Problem> refusal = KafkaRefusal.of(e);
        if (!refusal.isEmpty()) {
          throw new UserException(refusal, e);
        }
        onSilence.accept(e.getCause());
      }
      asked = admin.describeCluster(options).clusterId();
    }
    return false;
  }
}
