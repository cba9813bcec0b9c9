package io.tidemark.files.discovery;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what a person has been told, so that it is told once; forgets the oldest of many. */
final class ReportedOnce {

  private static final int CAPACITY = 10_000;

  private final Map<String, Boolean> reported =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > CAPACITY;
        }
      };

  boolean isFirst(String message) {
    return reported.put(message, Boolean.TRUE) == null;
  }
}
