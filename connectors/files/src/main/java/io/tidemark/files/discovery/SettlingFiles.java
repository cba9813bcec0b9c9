package io.tidemark.files.discovery;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Files that may still be being written, until they have not changed for a while. A file's own time
 * decides; one that lies in the future (another machine's clock) is watched for as long instead.
 *
 * <p>Times are milliseconds since the epoch.
 */
final class SettlingFiles {

  private final int capacity;
  private final long settleMillis;
  private final InstantSource clock;
  private final Map<SourceFile, Observation> observations = new HashMap<>();
  private boolean isAll = true;

  /**
   * @param sinceMillis when it was first seen like this
   * @param notBeforeMillis when it may be read at the earliest, settled or not
   */
  private record Observation(FoundFile found, long sinceMillis, long notBeforeMillis) {}

  /**
   * @param capacity more are not kept: they are to be found anew when these have settled
   */
  SettlingFiles(int capacity, Duration settle, InstantSource clock) {
    this.capacity = capacity;
    this.settleMillis = settle.toMillis();
    this.clock = clock;
  }

  /** Whether the file can be read at once; if not, it is kept here until it can. */
  boolean isSettled(FoundFile found) {
    long now = clock.millis();
    if (settlesAt(new Observation(found, now, 0)) <= now) {
      observations.remove(found.file());
      return true;
    }
    Observation before = observations.get(found.file());
    if (before == null || !before.found().stamp().equals(found.stamp())) {
      keep(new Observation(found, now, 0));
    }
    return false;
  }

  /** Holds a file back for a while, whatever its age. */
  void holdBack(FoundFile found, Duration duration) {
    long now = clock.millis();
    keep(new Observation(found, now, now + duration.toMillis()));
  }

  /** Before all files are found anew. */
  void beginListing() {
    isAll = true;
  }

  /** Whether there are files that had no room, and those that had are used up. */
  boolean mustBeFoundAnew() {
    return observations.isEmpty() && !isAll;
  }

  private void keep(Observation observation) {
    SourceFile file = observation.found().file();
    if (observations.size() < capacity || observations.containsKey(file)) {
      observations.put(file, observation);
    } else {
      isAll = false;
    }
  }

  /** Takes out the files that have settled, as they are now. */
  List<FoundFile> takeSettled() {
    long now = clock.millis();
    List<FoundFile> settled = new ArrayList<>();
    List<FoundFile> changed = new ArrayList<>();
    for (Iterator<Observation> all = observations.values().iterator(); all.hasNext(); ) {
      Observation observation = all.next();
      if (settlesAt(observation) > now) {
        continue;
      }
      all.remove();
      try {
        SourceFile file = observation.found().file();
        FoundFile current = new FoundFile(file, FileStamp.read(file.resolve()));
        (current.equals(observation.found()) ? settled : changed).add(current);
      } catch (IOException gone) {
        // no longer there to be read; if it comes back, it is found again
      }
    }
    changed.stream().filter(this::isSettled).forEach(settled::add);
    return settled;
  }

  /** Takes out all, settled or not. */
  List<SourceFile> takeAll() {
    List<SourceFile> all = List.copyOf(observations.keySet());
    observations.clear();
    isAll = true;
    return all;
  }

  /** When the next file may have settled; the end of time when there is none. */
  long nextMillis() {
    return observations.values().stream().mapToLong(this::settlesAt).min().orElse(Long.MAX_VALUE);
  }

  /** Whether there are none, here or elsewhere. */
  boolean isExhausted() {
    return observations.isEmpty() && isAll;
  }

  int size() {
    return observations.size();
  }

  private long settlesAt(Observation observation) {
    long mtime = observation.found().stamp().mtimeMillis();
    long settled = Math.min(observation.sinceMillis(), Math.max(mtime, 0)) + settleMillis;
    return Math.max(settled, observation.notBeforeMillis());
  }
}
