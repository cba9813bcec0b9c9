package io.tidemark.read;

import java.util.ArrayList;
import java.util.List;

/** What came of reading; the reasons of the first few failures are kept. For one thread. */
public final class ReadCounts {

  private static final int EXAMPLES = 5;

  private final List<BadRecord> badRecords = new ArrayList<>();
  private final List<String> unreadableFiles = new ArrayList<>();
  private long files;
  private long records;
  private long bad;
  private long unreadable;

  void file() {
    files++;
  }

  void record() {
    records++;
  }

  void bad(BadRecord record) {
    bad++;
    if (badRecords.size() < EXAMPLES) {
      badRecords.add(record);
    }
  }

  void unreadable(String file, String reason) {
    unreadable++;
    if (unreadableFiles.size() < EXAMPLES) {
      unreadableFiles.add(file + ": " + reason);
    }
  }

  /** Files that were read, empty ones too. */
  public long files() {
    return files;
  }

  /** Records found, bad ones too. */
  public long records() {
    return records;
  }

  /** Records that gave nothing. */
  public long bad() {
    return bad;
  }

  /** Files that could not be read, or not to their end. */
  public long unreadable() {
    return unreadable;
  }

  /** The first few bad records. */
  public List<BadRecord> badRecords() {
    return List.copyOf(badRecords);
  }

  /** The first few unreadable files, each with the reason. */
  public List<String> unreadableFiles() {
    return List.copyOf(unreadableFiles);
  }
}
