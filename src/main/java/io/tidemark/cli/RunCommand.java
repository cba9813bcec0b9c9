package io.tidemark.cli;

import io.tidemark.checkpoint.Admission.Losses;
import io.tidemark.cli.StopSignals.Stop;
import io.tidemark.cli.view.RunView;
import io.tidemark.cli.view.Terminal;
import io.tidemark.monitor.Monitor;
import io.tidemark.monitor.MonitorAddress;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineRun;
import io.tidemark.run.ProcessFolder;
import io.tidemark.run.Role;
import io.tidemark.run.RunSettings;
import io.tidemark.run.RunSummary;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tidemark run}: a pipeline, until its trigger's end or a signal. */
@Command(
    name = "run",
    description = "Run a pipeline: with a trigger that ends, until all is done; else until Ctrl-C.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n",
    footer =
        "Without --bootstrap-server a Kafka is started inside the process; its topics are kept.")
final class RunCommand implements Callable<Integer> {

  private final Terminal terminal;

  @ParentCommand private @Nullable Tidemark tidemark;

  @Spec private CommandSpec spec;

  @Mixin private final PipelineOptions pipeline;

  @Option(
      names = "--trigger",
      paramLabel = "TRIGGER",
      description =
          "Instead of the file's: default, once, available_now or 'processing_time: 10 seconds'.")
  private @Nullable String trigger;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "A folder of jars, or of folders with jars, with the classes that foreach_batch names.")
  private @Nullable Path plugins;

  @Option(
      names = "--accept-loss",
      description =
          "Go on even if records are gone from Kafka that were not read yet; says how many.")
  private boolean acceptLoss;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, or json: one object a line, in the log file and instead of progress and summary.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Mixin private final RoleOptions roles = new RoleOptions();

  @ArgGroup(exclusive = false)
  private @Nullable Metrics metrics;

  /** Where metrics and health are served; not at all without a port. */
  private static final class Metrics {
    @Option(
        names = "--metrics-port",
        paramLabel = "PORT",
        required = true,
        description = "Serve metrics for Prometheus, and /health, on this port (0: any free one).")
    private int port;

    @Option(
        names = "--metrics-host",
        paramLabel = "HOST",
        defaultValue = MonitorAddress.LOOPBACK,
        description = "On this address (default: ${DEFAULT-VALUE}; 0.0.0.0: all of this machine).")
    private String host = MonitorAddress.LOOPBACK;
  }

  @Mixin private final KafkaOptions kafka;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of a Kafka in the process (default: any free one).")
  private @Nullable Integer port;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description =
          "Replicas of the topics that are made on a Kafka that is named (default: as its brokers"
              + " say); topics that are there stay as they are.")
  private @Nullable Short replicationFactor;

  private @Nullable Path log;

  RunCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.pipeline = new PipelineOptions(environment);
    this.kafka = new KafkaOptions(environment);
  }

  @Override
  public Integer call() {
    Optional<Trigger> override =
        Optional.ofNullable(trigger).map(text -> Trigger.parse("--trigger", text));
    KafkaAccess access = access();
    Set<Role> taken = roles.roles();
    PipelinePlan plan = pipeline.plan();
    RunSettings settings = settings(access, taken, override);
    try (ProcessFolder folder = ProcessFolder.claim(settings.dataFolder(), access)) {
      RunView view = view(plan, folder);
      plan.warnings().forEach(text -> view.note("warning: " + text));
      view.starting(plan.name());
      ExitCode code =
          metrics == null
              ? run(new PipelineRun(plan, settings, view), view, folder)
              : monitored(metrics, plan, settings, view, folder);
      return code.status();
    }
  }

  /** Opens the log, then shows what happens. */
  private RunView view(PipelinePlan plan, ProcessFolder folder) {
    LogFile file = new LogFile(folder.path(), isVerbose());
    if (logFormat == LogFormat.JSON) {
      log = file.openJson(plan.name(), terminal.out());
      return RunView.events(terminal);
    }
    RunView view = RunView.text(terminal);
    log = file.open(text -> view.note("warning: " + text));
    return view;
  }

  private ExitCode monitored(
      Metrics where, PipelinePlan plan, RunSettings settings, RunView view, ProcessFolder folder) {
    try (Monitor monitor = Monitor.open(plan.name(), new MonitorAddress(where.host, where.port))) {
      view.note("metrics and health at " + monitor.url());
      return run(new PipelineRun(plan, settings, view.and(monitor)), view, folder);
    }
  }

  private boolean isVerbose() {
    return tidemark != null && tidemark.isVerbose();
  }

  private ExitCode run(PipelineRun run, RunView view, ProcessFolder folder) {
    StopSignals signals =
        StopSignals.install(
            stop -> {
              view.stopping(stop.description());
              run.stop();
            });
    try {
      RunSummary summary = run.execute(folder);
      Stop stop = signals.received();
      String outcome = stop == null ? "done" : "stopped";
      view.summary(summary, outcome, commandName());
      return stop == null ? ExitCode.OK : stop.exitCode();
    } catch (UserException e) {
      view.end();
      view.failed(e);
      ExitCode code = report().print(e);
      if (!view.hasStarted()) {
        return code;
      }
      report()
          .line(
              "the run stopped; what was committed stays, and the next run goes on from there"
                  + " (log: "
                  + log
                  + ")");
      return ExitCode.FAILED;
    } finally {
      view.end();
    }
  }

  private ErrorReport report() {
    return new ErrorReport(terminal, isVerbose());
  }

  private RunSettings settings(KafkaAccess access, Set<Role> taken, Optional<Trigger> override) {
    RunSettings.Start start =
        new RunSettings.Start(pipeline.text(), acceptLoss ? Losses.ACCEPTED : Losses.REFUSED);
    return new RunSettings(
        pipeline.data(), access, override, taken, Optional.ofNullable(plugins), start);
  }

  private KafkaAccess access() {
    Optional<KafkaAccess.Operated> operated = kafka.operated();
    if (operated.isPresent() && port != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--port is for a Kafka in the process, and exclusive of --bootstrap-server and "
              + ClientSettings.PREFIX
              + "BOOTSTRAP_SERVERS");
    }
    if (operated.isEmpty() && replicationFactor != null) {
      throw new ParameterException(
          spec.commandLine(), "--replication-factor is for a Kafka that --bootstrap-server names");
    }
    return operated.isPresent()
        ? new KafkaAccess.Operated(
            operated.get().bootstrapServers(),
            operated.get().clientConfig(),
            Optional.ofNullable(replicationFactor))
        : new KafkaAccess.Embedded(port == null ? 0 : port);
  }

  /** How the user calls us. */
  private static String commandName() {
    return System.getProperty("tidemark.command", "tidemark");
  }
}
