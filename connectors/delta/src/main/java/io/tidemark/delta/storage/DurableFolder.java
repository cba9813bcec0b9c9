package io.tidemark.delta.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A local folder whose entries must survive a power failure. */
public final class DurableFolder {

  /** Windows can't open a folder; its file systems journal their entries. */
  private static final boolean CAN_BE_FORCED =
      !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private DurableFolder() {}

  /** Returns when the names now in {@code folder} are on the disk. */
  public static void force(Path folder) throws IOException {
    if (CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
