package io.tidemark.sql.output;

import java.io.PrintStream;

/** Notices that nobody reads any more ({@code tidemark sql … | head}), without asking each time. */
final class BrokenPipe {

  private static final int INTERVAL = 1000;

  private BrokenPipe() {}

  static boolean isBroken(PrintStream out, long rows) {
    return rows % INTERVAL == 0 && out.checkError();
  }
}
