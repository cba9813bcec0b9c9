package io.tidemark.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes: to a file in the data folder, and our own warnings to the person as well.
 * Configured in code: reading logback's XML takes longer than all of {@code tidemark --version}.
 */
final class LogFile {

  private static final String OURS = "io.tidemark";
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{24} - %msg%n";
  private static final String LARGEST = "10MB";
  private static final int OLD_FILES = 4;

  private final Path dataFolder;
  private final boolean verbose;

  /**
   * @param verbose more of it than what a run's operator needs
   */
  LogFile(Path dataFolder, boolean verbose) {
    this.dataFolder = dataFolder;
    this.verbose = verbose;
  }

  /** No log at all, for commands that print results. */
  static void silence() {
    context().reset();
    context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  /** No log but our own warnings, each told once, for commands that print what they read. */
  static void warnOnly(PrintStream err) {
    silence();
    Set<String> told = new HashSet<>();
    Consumer<String> once =
        warning -> {
          if (told.add(warning)) {
            err.println("warning: " + warning);
          }
        };
    LoggerContext context = context();
    Logger ours = context.getLogger(OURS);
    ours.setLevel(Level.WARN);
    ours.addAppender(new Warnings(context, once));
  }

  /**
   * Logs to {@code log/tidemark.log} in the data folder.
   *
   * @param onWarning gets each warning of ours as one line, on the thread that warns
   */
  Path open(Consumer<String> onWarning) {
    LoggerContext context = context();
    context.reset();
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(context);
    lines.setPattern(PATTERN);
    lines.start();
    Path file = write(context, lines);
    context.getLogger(OURS).addAppender(new Warnings(context, onWarning));
    return file;
  }

  /**
   * Logs to the same file, and to {@code out} too, one JSON object a line.
   *
   * @param pipeline whose run it is
   */
  Path openJson(String pipeline, OutputStream out) {
    LoggerContext context = context();
    context.reset();
    Path file = write(context, new JsonLines(pipeline));
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(new JsonLines(pipeline));
    appender.setOutputStream(out);
    thin(appender);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    return file;
  }

  private Path write(LoggerContext context, Encoder<ILoggingEvent> encoder) {
    Path file = dataFolder.resolve("log").resolve("tidemark.log");
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(verbose ? Level.INFO : Level.WARN);
    RollingFileAppender<ILoggingEvent> appender = file(context, file, encoder);
    thin(appender);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(verbose ? Level.DEBUG : Level.INFO);
    return file;
  }

  private void thin(Appender<ILoggingEvent> appender) {
    if (!verbose) {
      appender.addFilter(new RepeatedWarnings());
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static RollingFileAppender<ILoggingEvent> file(
      LoggerContext context, Path file, Encoder<ILoggingEvent> encoder) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);

    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(LARGEST));
    trigger.start();

    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.setFileNamePattern(file.toString().replace("%", "\\%") + ".%i");
    rolling.start();

    appender.setTriggeringPolicy(trigger);
    appender.setRollingPolicy(rolling);
    appender.start();
    return appender;
  }

  /** Passes warnings on. */
  private static final class Warnings extends AppenderBase<ILoggingEvent> {

    private final Consumer<String> onWarning;

    Warnings(LoggerContext context, Consumer<String> onWarning) {
      this.onWarning = onWarning;
      setContext(context);
      start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
        onWarning.accept(event.getFormattedMessage());
      }
    }
  }
}
