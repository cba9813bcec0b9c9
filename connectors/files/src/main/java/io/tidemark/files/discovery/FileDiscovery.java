package io.tidemark.files.discovery;

import io.tidemark.files.discovery.DiscoveryOptions.Mode;
import io.tidemark.files.discovery.FolderWatch.Changes;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files to read: all that there are, then what comes and changes, each when it is
 * complete, the oldest first. Holds a bounded number of them; what doesn't fit is listed again when
 * these have been read.
 *
 * <p>For one thread; {@link #close} may come from any, and ends a wait.
 */
public final class FileDiscovery implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(FileDiscovery.class);

  private static final int MAX_READY = 50_000;
  private static final int MAX_SETTLING = 50_000;

  /** How long a run that ends waits for a file that is still being written. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A watched folder is listed all the same, now and then: no event may be missed for ever. */
  private static final Duration WATCHED_INTERVAL = Duration.ofMinutes(1);

  private final DiscoveryOptions options;
  private final AtomicLong failures;
  private final InstantSource clock;
  private final FolderWatch watch;
  private final SourceRoots roots;
  private final SettlingFiles settling;
  private final ListingSchedule schedule;
  private final ReadyFiles ready = new ReadyFiles(MAX_READY);
  private final ReportedOnce reported = new ReportedOnce();

  private SeenFiles seen = new SeenFiles();
  private boolean changesAreReported;
  private long nextRootCheck;
  private long patienceEnds = Long.MAX_VALUE;

  private FileDiscovery(
      DiscoveryOptions options, InstantSource clock, FolderWatch watch, AtomicLong failures) {
    this.options = options;
    this.failures = failures;
    this.clock = clock;
    this.watch = watch;
    this.roots = new SourceRoots(options);
    this.settling = new SettlingFiles(MAX_SETTLING, options.settle(), clock);
    this.schedule = new ListingSchedule(clock);
  }

  /**
   * Lists what there is.
   *
   * @param failures counts the files and folders that can't be read
   * @throws UserException when bounded and a path is not there: there will be nothing to wait for
   */
  public static FileDiscovery start(
      DiscoveryOptions options, InstantSource clock, AtomicLong failures) {
    FolderWatch watch = options.mode() == Mode.BOUNDED ? FolderWatch.none() : FolderWatch.open();
    FileDiscovery discovery = new FileDiscovery(options, clock, watch, failures);
    discovery.list();
    List<Problem> problems = discovery.roots.problems();
    if (options.mode() == Mode.BOUNDED && !problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return discovery;
  }

  /**
   * Hands out files that are complete, in reading order. All that were handed out before must have
   * been given back, with {@link #done} or {@link #later}.
   */
  public List<FoundFile> take(int atMost) throws InterruptedException {
    apply(watch.await(Duration.ZERO));
    if (isListingDue()) {
      list();
    }
    settling.takeSettled().forEach(ready::add);
    List<FoundFile> taken = new ArrayList<>();
    while (taken.size() < atMost && ready.size() > 0) {
      FoundFile next = ready.poll();
      if (next != null && !seen.contains(next)) {
        taken.add(next);
      }
    }
    if (taken.isEmpty() && options.mode() == Mode.BOUNDED) {
      losePatience();
    }
    return taken;
  }

  /** The file needs no more attention as it is now. */
  public void done(FoundFile found) {
    seen.add(found);
  }

  /** The file is no longer there; if one comes under its name, it needs attention. */
  public void gone(FoundFile found) {
    seen.forget(found.file());
  }

  /** The file is to be tried again, after a while. */
  public void later(FoundFile found) {
    seen.forget(found.file());
    settling.holdBack(found, options.pollInterval());
  }

  /** Waits until there may be something to take, at most so long. */
  public void await(Duration atMost) throws InterruptedException {
    long now = clock.millis();
    long until = Math.min(now + atMost.toMillis(), settling.nextMillis());
    if (options.mode() == Mode.WATCHING) {
      until = Math.min(until, schedule.nextMillis());
    }
    apply(watch.await(Duration.ofMillis(Math.max(0, until - now))));
  }

  /** Whether a bounded discovery has handed out all that it will. */
  public boolean isExhausted() {
    return options.mode() == Mode.BOUNDED && ready.isExhausted() && settling.isExhausted();
  }

  /** Whether a file of this name would be this task's. */
  public boolean isShared(String name) {
    return options.share().has(name);
  }

  /**
   * Whether there is certainly no file of this name in the source's folder: not when the folder
   * isn't there itself, or when the name can't be told from another.
   *
   * @param folder as it is configured; empty: any
   */
  public boolean isGone(Optional<String> folder, String name) {
    List<SourceRoot> all =
        roots.present().stream()
            .filter(root -> folder.isEmpty() || folder.get().equals(root.label()))
            .toList();
    return !all.isEmpty() && all.stream().allMatch(root -> root.isGone(name));
  }

  /** So many files are known to be still to be read. */
  public int waiting() {
    return ready.size() + settling.size();
  }

  /** Says, once, that a file or folder can't be read now, and will be tried again. */
  public void reportUnreadable(Path path, IOException cause) {
    if (reported.isFirst(path.toString())) {
      failures.incrementAndGet();
      LOG.warn("{} can't be read and will be tried again: {}", path, cause.toString());
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }

  private boolean isListingDue() {
    if (options.mode() == Mode.BOUNDED) {
      return mustBeFoundAnew();
    }
    return mustBeFoundAnew() || schedule.isDue() || (isTimeToCheckRoots() && roots.haveMoved());
  }

  private boolean mustBeFoundAnew() {
    return ready.mustBeFoundAnew() || (ready.isExhausted() && settling.mustBeFoundAnew());
  }

  private boolean isTimeToCheckRoots() {
    boolean isTime = clock.millis() >= nextRootCheck;
    if (isTime) {
      nextRootCheck = clock.millis() + options.pollInterval().toMillis();
    }
    return isTime;
  }

  private void list() {
    schedule.begin();
    SeenFiles before = seen;
    seen = new SeenFiles();
    ready.clear();
    settling.beginListing();
    changesAreReported = true;
    roots.look();
    reportMissing();
    for (SourceRoot root : roots.present()) {
      list(root, root.folder(), new Listener(before));
    }
    boolean seldom = changesAreReported && roots.problems().isEmpty();
    schedule.end(seldom ? WATCHED_INTERVAL : options.pollInterval());
  }

  /** Gives up files that don't settle, some time after all others were taken. */
  private void losePatience() {
    long now = clock.millis();
    patienceEnds = Math.min(patienceEnds, now + PATIENCE.toMillis());
    if (now >= patienceEnds) {
      for (SourceFile file : settling.takeAll()) {
        failures.incrementAndGet();
        LOG.warn("{} is still being written and is left for the next run", file);
      }
    }
  }

  private void list(SourceRoot root, Path folder, Listener listener) {
    try {
      new FolderListing(root, options.excluded(), listener).list(folder);
    } catch (IOException e) {
      listener.unreadable(folder, e);
    }
  }

  private void reportMissing() {
    if (options.mode() == Mode.WATCHING) {
      roots.problems().stream()
          .map(Problem::toString)
          .filter(reported::isFirst)
          .forEach(problem -> LOG.warn("{}; waiting for it", problem));
    }
  }

  private void apply(Changes changes) {
    if (!changes.areAll()) {
      schedule.hasten(options.settle());
    }
    for (Path path : changes.paths()) {
      roots.around(path).forEach(root -> look(root, path));
    }
    if (!changesAreReported) {
      schedule.hasten(options.pollInterval());
    }
  }

  private void look(SourceRoot root, Path path) {
    Listener listener = new Listener(seen);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      list(root, path, listener);
    } else {
      new FolderListing(root, options.excluded(), listener).look(path);
    }
  }

  /** Sorts what a listing finds: seen before, still settling, or ready. */
  private final class Listener implements FolderListing.Listener {

    private final SeenFiles before;

    private Listener(SeenFiles before) {
      this.before = before;
    }

    @Override
    public void folder(Path folder) {
      changesAreReported &= watch.watch(folder);
    }

    @Override
    public void file(FoundFile found) {
      if (!options.share().has(found.file().name())) {
        return;
      }
      if (before.contains(found)) {
        seen.add(found);
      } else if (settling.isSettled(found)) {
        ready.add(found);
      }
    }

    @Override
    public void leftAlone(Path path, String reason) {
      if (reported.isFirst(path + reason)) {
        LOG.warn("{} is not read: {}", path, reason);
      }
    }

    @Override
    public void unreadable(Path path, IOException cause) {
      changesAreReported = false;
      reportUnreadable(path, cause);
    }
  }
}
