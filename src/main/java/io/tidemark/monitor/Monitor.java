package io.tidemark.monitor;

import io.tidemark.monitor.health.Health;
import io.tidemark.monitor.health.HealthRules;
import io.tidemark.monitor.health.Reason;
import io.tidemark.monitor.meter.RunMeters;
import io.tidemark.row.problem.Problem;
import io.tidemark.run.RunInsight;
import io.tidemark.run.RunListener;
import io.tidemark.run.RunSummary;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others over HTTP how a run does, from its start to its end. It looks at the run on a thread
 * of its own, once a second; what it serves is what it saw last.
 */
public final class Monitor implements RunListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  private static final Duration PACE = Duration.ofSeconds(1);

  private final String pipeline;
  private final Clock clock;
  private final HealthRules rules = new HealthRules();
  private final RunMeters meters;
  private final StatusServer server;
  private final ScheduledExecutorService thread;

  private volatile @Nullable RunInsight run;
  private volatile Health health;

  private Monitor(String pipeline, MonitorAddress address, Clock clock) {
    this.pipeline = pipeline;
    this.clock = clock;
    this.health = not(Health.Status.STARTING, "run", "not all of it is there yet");
    this.meters = new RunMeters(pipeline, () -> health.isHealthy());
    this.server = StatusServer.bind(address, this);
    this.thread = Executors.newSingleThreadScheduledExecutor(Monitor::daemon);
  }

  /**
   * Serves from now on; the run has yet to begin.
   *
   * @throws io.tidemark.row.problem.UserException if the address can't be had
   */
  public static Monitor open(String pipeline, MonitorAddress address) {
    Monitor monitor = new Monitor(pipeline, address, Clock.systemUTC());
    monitor.server.start();
    return monitor;
  }

  /** With a trailing slash: {@code http://127.0.0.1:9464/}. */
  public String url() {
    return server.url();
  }

  @Override
  public void kafkaReady(String bootstrapServers) {
    thread.scheduleWithFixedDelay(this::look, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void begun(RunInsight insight) {
    run = insight;
    meters.bind(insight);
  }

  @Override
  public void waiting(Problem problem) {
    if (run == null) {
      health = not(Health.Status.STARTING, problem.where(), problem.what());
    } // else what of it is a matter of health is seen
  }

  @Override
  public void progressed(RunSummary soFar) {
    // is asked for when someone wants to know
  }

  @Override
  public void close() {
    thread.shutdownNow();
    server.close();
    meters.close();
  }

  /** The page of metrics, in Prometheus' text format. */
  String metrics() {
    return meters.page();
  }

  Status status() {
    return new Status(pipeline, clock.instant(), health, run);
  }

  private void look() {
    RunInsight seen = run;
    if (seen == null) {
      return;
    }
    try {
      health = rules.assess(new Observer(seen).observe(), clock.instant());
    } catch (RuntimeException e) {
      LOG.warn("pipeline={}: its health can't be seen", pipeline, e);
      health = not(Health.Status.UNHEALTHY, "run", "its health can't be seen (" + e + ")");
    }
  }

  private Health not(Health.Status status, String part, String why) {
    return new Health(status, List.of(new Reason(part, why, clock.instant())));
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "monitor");
    thread.setDaemon(true);
    return thread;
  }
}
