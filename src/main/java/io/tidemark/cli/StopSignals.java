package io.tidemark.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the signals that ask a process to end into a clean stop, the first time; the second time
 * the process ends at once.
 *
 * <p>Not a shutdown hook: those run beside each other and beside the threads they are to stop
 * (Hadoop's closes file systems), and can't choose the exit status. {@code sun.misc.Signal} is in
 * the JDK's supported {@code jdk.unsupported} module; it is called by reflection as javac warns of
 * it without a way to answer.
 */
final class StopSignals {

  /** A signal, and how the process ends after it. */
  enum Stop {
    INT("Ctrl-C", ExitCode.INTERRUPTED),
    TERM("SIGTERM", ExitCode.TERMINATED),
    HUP("the terminal was closed", ExitCode.TERMINATED);

    private final String description;
    private final ExitCode exitCode;

    Stop(String description, ExitCode exitCode) {
      this.description = description;
      this.exitCode = exitCode;
    }

    String description() {
      return description;
    }

    ExitCode exitCode() {
      return exitCode;
    }
  }

  private final AtomicReference<@Nullable Stop> received = new AtomicReference<>();
  private final Consumer<Stop> onFirst;

  private StopSignals(Consumer<Stop> onFirst) {
    this.onFirst = onFirst;
  }

  /** From now on; {@code onFirst} is called on the JVM's signal thread. */
  static StopSignals install(Consumer<Stop> onFirst) {
    StopSignals signals = new StopSignals(onFirst);
    for (Stop stop : List.of(Stop.values())) {
      signals.handle(stop);
    }
    return signals;
  }

  /** The signal that asked for the end, or null. */
  @Nullable Stop received() {
    return received.get();
  }

  private void handle(Stop stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                onSignal(stop);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(stop.name()), ours);
    } catch (InvocationTargetException e) {
      if (!(e.getCause()
          instanceof IllegalArgumentException)) { // a signal this system doesn't have
        throw new IllegalStateException(e);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void onSignal(Stop stop) {
    if (received.compareAndSet(null, stop)) {
      onFirst.accept(stop);
    } else {
      Runtime.getRuntime().halt(stop.exitCode().status());
    }
  }
}
