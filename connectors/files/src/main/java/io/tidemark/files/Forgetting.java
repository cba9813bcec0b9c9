package io.tidemark.files;

import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.row.OffsetInventory;
import io.tidemark.row.OffsetInventory.Entry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Forgets files that are archived or deleted, so that what Kafka and the host keep of a source has
 * a bound. Goes through all offsets now and then, a part of them at a time: first to see how many
 * there are, then for those that are to go. For the polling thread.
 */
final class Forgetting {

  private static final int EXAMINED_AT_ONCE = 5_000;
  private static final int FORGOTTEN_AT_ONCE = 1_000;
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Rule rule;
  private final Known known;
  private final InstantSource clock;

  private Iterator<Entry> entries = Collections.emptyIterator();
  private Phase phase = Phase.RESTING;
  private LongStream.Builder times = LongStream.builder();
  private long forgetBefore;
  private long nextMillis;

  /**
   * What is to be remembered.
   *
   * @param clears whether the source is cleared of files; of those that stay, none is forgotten
   * @param age how long a file is remembered, and
   * @param files how many, at most
   */
  record Rule(boolean clears, Duration age, int files) {}

  private enum Phase {
    RESTING,
    COUNTING,
    CHOOSING
  }

  Forgetting(Rule rule, Known known, InstantSource clock) {
    this.rule = rule;
    this.known = known;
    this.clock = clock;
  }

  /**
   * What is known, and where.
   *
   * @param inventory null when the host has none: then nothing can be forgotten
   */
  record Known(@Nullable OffsetInventory inventory, FileLedger ledger, FileDiscovery discovery) {

    /** Of a source's surroundings. */
    static Known of(OffsetStorageReader offsets, FileLedger ledger, FileDiscovery discovery) {
      return new Known(
          offsets instanceof OffsetInventory inventory ? inventory : null, ledger, discovery);
    }

    Iterator<Entry> entries() {
      return inventory == null ? Collections.emptyIterator() : inventory.entries();
    }

    boolean isMine(Map<String, ?> partition) {
      return ledger.known(partition).filter(file -> discovery.isShared(file.name())).isPresent();
    }

    boolean isGone(Map<String, ?> partition) {
      return ledger
          .known(partition)
          .filter(file -> discovery.isGone(file.folder(), file.name()))
          .isPresent();
    }
  }

  /** Whether there is more to look at now. */
  boolean isUnderWay() {
    return phase != Phase.RESTING || isDue();
  }

  /** Looks at some offsets; returns records of those that are to go, without topic or value. */
  List<SourceRecord> next() {
    if (isDue()) {
      begin(Phase.COUNTING);
    }
    List<SourceRecord> forgotten = new ArrayList<>();
    for (int i = 0; i < EXAMINED_AT_ONCE && forgotten.size() < FORGOTTEN_AT_ONCE; i++) {
      if (entries.hasNext()) {
        examine(entries.next(), forgotten);
      } else {
        endPhase();
        break;
      }
    }
    return forgotten;
  }

  private boolean isDue() {
    return phase == Phase.RESTING
        && known.inventory() != null
        && rule.clears()
        && clock.millis() >= nextMillis;
  }

  private void begin(Phase next) {
    phase = next;
    entries = known.entries();
    times = LongStream.builder();
  }

  private void endPhase() {
    if (phase == Phase.COUNTING) {
      forgetBefore = Math.max(clock.millis() - rule.age().toMillis(), oldestRemembered());
      begin(Phase.CHOOSING);
    } else if (phase == Phase.CHOOSING) {
      phase = Phase.RESTING;
      nextMillis = clock.millis() + INTERVAL.toMillis();
    }
  }

  /** The time of the oldest of the files that are not too many. */
  private long oldestRemembered() {
    long[] sorted = times.build().sorted().toArray();
    int tooMany = sorted.length - rule.files();
    if (tooMany <= 0) {
      return Long.MIN_VALUE;
    }
    return tooMany == sorted.length ? Long.MAX_VALUE : sorted[tooMany];
  }

  private void examine(Entry entry, List<SourceRecord> forgotten) {
    Optional<FileOffset> offset = FileOffset.fromMap(entry.offset()).filter(FileOffset::isDone);
    if (offset.isEmpty() || !known.isMine(entry.partition())) {
      return;
    }
    if (phase == Phase.COUNTING) {
      times.add(offset.get().publishedMillis());
    } else if (isToGo(entry, offset.get())) {
      forgotten.add(new SourceRecord(entry.partition(), null, null, null, null));
    }
  }

  /** A file that is there, or of which more is under way, is not forgotten. */
  private boolean isToGo(Entry entry, FileOffset offset) {
    return offset.publishedMillis() < forgetBefore
        && known.isGone(entry.partition())
        && known.ledger().forget(entry.partition(), offset);
  }
}
