package io.tidemark.files.discovery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which paths in local folders have changed, as the operating system reports it (inotify on
 * Linux). Folders on network mounts, where others' changes go unreported, are not watched.
 *
 * <p>For one thread; {@link #close} may come from any, and ends a wait.
 */
final class FolderWatch implements Closeable {

  /** File system types whose changes the kernel sees, all of them. */
  private static final Set<String> LOCAL =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "zfs",
          "tmpfs",
          "overlay",
          "f2fs",
          "jfs",
          "reiserfs",
          "bcachefs",
          "ramfs",
          "ntfs",
          "refs");

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<WatchKey, Path> folders = new HashMap<>();
  private final Map<Object, Boolean> isLocalByDevice = new HashMap<>();
  private final @Nullable WatchService service;

  private boolean saidWhy;

  private FolderWatch(@Nullable WatchService service) {
    this.service = service;
  }

  /** Watches nothing, but waits. */
  static FolderWatch none() {
    return new FolderWatch(null);
  }

  static FolderWatch open() {
    try {
      WatchService service = FileSystems.getDefault().newWatchService();
      boolean polls = service.getClass().getSimpleName().contains("Polling");
      if (!polls) {
        return new FolderWatch(service);
      }
      service.close(); // where the JDK itself lists every few seconds, our own listing is better
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("Folders can't be watched and are listed instead: {}", e.getMessage());
    }
    return none();
  }

  /**
   * What changed.
   *
   * @param paths files and folders that came or changed
   * @param areAll false when there may be more, and only a listing can tell
   */
  record Changes(Set<Path> paths, boolean areAll) {

    static final Changes NONE = new Changes(Set.of(), true);
  }

  /** Watches a folder, from now on; false when that can't be. Again: no effect. */
  boolean watch(Path folder) {
    if (service == null || !Places.isLocal(folder) || !isLocal(folder)) {
      return false;
    }
    try {
      WatchKey key =
          folder.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      folders.put(key, folder);
      return true;
    } catch (IOException e) {
      if (!saidWhy) {
        LOG.warn("{} can't be watched and is listed instead: {}", folder, e.getMessage());
        saidWhy = true;
      }
      return false;
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  private boolean isLocal(Path folder) {
    try {
      Object device = Files.getAttribute(folder, "unix:dev");
      Boolean known = isLocalByDevice.get(device);
      if (known == null) {
        String type = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
        known = LOCAL.contains(type);
        isLocalByDevice.put(device, known);
      }
      return known;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Waits for changes, at most so long, and takes all that there are. */
  Changes await(Duration atMost) throws InterruptedException {
    if (service == null) {
      closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return Changes.NONE;
    }
    try {
      WatchKey key = service.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (key == null) {
        return Changes.NONE;
      }
      Set<Path> paths = new LinkedHashSet<>();
      boolean isComplete = true;
      for (; key != null; key = service.poll()) {
        isComplete &= collect(key, paths);
      }
      return new Changes(paths, isComplete);
    } catch (ClosedWatchServiceException e) {
      return Changes.NONE;
    }
  }

  private boolean collect(WatchKey key, Set<Path> paths) {
    boolean isComplete = true;
    Path folder = folders.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (folder != null && event.context() instanceof Path name) {
        paths.add(folder.resolve(name));
      } else {
        isComplete = false;
      }
    }
    if (!key.reset()) {
      folders.remove(key);
      return false;
    }
    return isComplete;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    if (service != null) {
      service.close();
    }
  }
}
