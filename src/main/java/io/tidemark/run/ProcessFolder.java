package io.tidemark.run;

import io.tidemark.local.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a process keeps what is its own (identity, state, log). With a Kafka inside the process
 * that is the data folder itself, which nobody else may use then. Processes that share an operated
 * Kafka may share a data folder too: each has a numbered folder in it, the first that nobody has,
 * so that a process that is started again finds the state and the place in the groups of one that
 * ended.
 */
public final class ProcessFolder implements AutoCloseable {

  private static final String FOLDERS = "processes";

  private final Path data;
  private final Path path;
  private final List<FolderLock> locks;

  private ProcessFolder(Path data, Path path, List<FolderLock> locks) {
    this.data = data;
    this.path = path;
    this.locks = locks;
  }

  /**
   * @throws io.tidemark.row.problem.UserException if another process has the data folder for itself
   */
  public static ProcessFolder claim(Path data, KafkaAccess access) {
    if (access instanceof KafkaAccess.Embedded) {
      return new ProcessFolder(data, data, List.of(FolderLock.take(data)));
    }
    FolderLock shared = FolderLock.share(data);
    for (int number = 1; ; number++) {
      Path path = data.resolve(FOLDERS).resolve(Integer.toString(number));
      Optional<FolderLock> own = FolderLock.tryTake(path);
      if (own.isPresent()) {
        return new ProcessFolder(data, path, List.of(own.get(), shared));
      }
    }
  }

  public Path path() {
    return path;
  }

  /** Names this process in consumer groups. */
  String instance() {
    return ProcessIdentity.of(path);
  }

  /**
   * This process's name, and those of processes of this data folder that have ended: who still has
   * such a name in a consumer group is not alive.
   */
  Set<String> ownInstances() {
    Set<String> instances = new HashSet<>(Set.of(instance()));
    instances.addAll(free(data));
    return instances;
  }

  /** Names of the data folder's processes that nobody has now. */
  static Set<String> free(Path data) {
    Set<String> instances = new HashSet<>();
    for (Path folder : folders(data)) {
      FolderLock.tryTake(folder)
          .ifPresent(
              lock -> {
                ProcessIdentity.find(folder).ifPresent(instances::add);
                lock.close();
              });
    }
    return instances;
  }

  private static List<Path> folders(Path data) {
    Path all = data.resolve(FOLDERS);
    if (Files.notExists(all)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    locks.forEach(FolderLock::close);
  }
}
