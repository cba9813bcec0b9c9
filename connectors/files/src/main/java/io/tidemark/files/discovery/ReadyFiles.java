package io.tidemark.files.discovery;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files that can be read now: the first in reading order, and no more than so many. */
final class ReadyFiles {

  private final int capacity;
  private final TreeSet<FoundFile> files = new TreeSet<>(FoundFile.READING_ORDER);
  private boolean isAll = true;

  ReadyFiles(int capacity) {
    this.capacity = capacity;
  }

  void add(FoundFile found) {
    files.add(found);
    if (files.size() > capacity) {
      files.pollLast();
      isAll = false;
    }
  }

  /** Takes out the first; null when there is none here. */
  @Nullable FoundFile poll() {
    return files.pollFirst();
  }

  /** Before all files are found anew. */
  void clear() {
    files.clear();
    isAll = true;
  }

  int size() {
    return files.size();
  }

  /** Whether there are files that didn't fit, and those that did are used up. */
  boolean mustBeFoundAnew() {
    return files.isEmpty() && !isAll;
  }

  /** Whether there are none, here or elsewhere. */
  boolean isExhausted() {
    return files.isEmpty() && isAll;
  }
}
