package io.tidemark.cli;

import io.tidemark.checkpoint.Undertaking;
import io.tidemark.cli.view.Terminal;
import java.io.Console;
import java.util.Locale;

/** Tells what a command is going to do, and asks whether it may. */
record Consent(Terminal terminal, boolean isGiven) {

  /** True when it may go on: {@code --yes} was given, or a person says so now. */
  boolean to(Undertaking work) {
    if (work.lines().isEmpty()) {
      terminal.out().println("Nothing to do");
      return false;
    }
    terminal.out().println("This will be done:");
    work.lines().forEach(line -> terminal.out().println("  " + line));
    if (isGiven) {
      return true;
    }
    Console console = terminal.isWatched() ? System.console() : null;
    if (console == null) {
      terminal.out().println("Nothing was done; --yes does it");
      return false;
    }
    String answer = console.readLine("Do it? [y/N] ");
    boolean isYes = answer != null && answer.trim().toLowerCase(Locale.ROOT).startsWith("y");
    terminal.out().println(isYes ? "" : "Nothing was done");
    return isYes;
  }
}
