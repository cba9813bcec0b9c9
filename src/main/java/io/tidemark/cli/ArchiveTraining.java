package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import java.nio.file.Path;

/**
 * What the launcher runs once after a build, so that the JVM can write the classes it loaded to an
 * archive. The nearer this is to what people do, the more classes start from the archive.
 */
final class ArchiveTraining {

  private ArchiveTraining() {}

  /** Takes one argument: an empty folder to work in, which is the working directory. */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Terminal terminal = Terminal.plain(System.out, System.err);
    check(Tidemark.execute(terminal, "--help"));
    check(Tidemark.execute(terminal, "--version"));
    System.exit(folder.toFile().isDirectory() ? 0 : 1);
  }

  private static void check(int status) {
    if (status != ExitCode.OK.status()) {
      System.exit(status);
    }
  }
}
