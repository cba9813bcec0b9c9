package io.tidemark.files.ledger;

import io.tidemark.files.discovery.SourceFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * What has been published of which file: what Kafka keeps, and on top of it what this task has
 * returned lately, which may be on its way there.
 *
 * <p>A file's key is the source and the path below the source's folder. With several folders it is
 * the folder too, as it is configured; a key of the other form can be found as well, so that a
 * folder can be added to a source or taken away.
 */
public final class FileLedger {

  private static final String SOURCE = "source";
  private static final String FOLDER = "folder";
  private static final String PATH = "path";

  private static final int MAX_RECENT = 10_000;

  /** How many folders the source reads. */
  public enum Folders {
    ONE,
    SEVERAL
  }

  private final String source;
  private final Folders folders;
  private final OffsetStorageReader stored;
  private final Map<Map<String, String>, FileOffset> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, String>, FileOffset> eldest) {
          return size() > MAX_RECENT;
        }
      };
  private Map<Map<String, String>, Map<String, Object>> loaded = Map.of();

  public FileLedger(String source, Folders folders, OffsetStorageReader stored) {
    this.source = source;
    this.folders = folders;
    this.stored = stored;
  }

  /** The file's key in Kafka. */
  public Map<String, String> partition(SourceFile file) {
    return folders == Folders.ONE ? withoutFolder(file) : withFolder(file);
  }

  /** Asks Kafka for these files, all at once; {@link #find} then knows of them and of no others. */
  public void load(Collection<SourceFile> files) {
    Set<Map<String, String>> keys = new LinkedHashSet<>();
    for (SourceFile file : files) {
      keys.add(withFolder(file));
      keys.add(withoutFolder(file));
    }
    loaded = keys.isEmpty() ? Map.of() : stored.offsets(keys);
  }

  /** How far the file, by its key, has been published. */
  public Optional<FileOffset> find(SourceFile file) {
    Map<String, String> key = partition(file);
    return Optional.ofNullable(recent.get(key)).or(() -> FileOffset.fromMap(loaded(key)));
  }

  /**
   * How far a file has been published that may be this one, from when the source had one folder and
   * now has several, or the other way round. Only its content can tell.
   */
  public Optional<FileOffset> findByOtherKey(SourceFile file) {
    Map<String, String> key = folders == Folders.ONE ? withFolder(file) : withoutFolder(file);
    return FileOffset.fromMap(loaded(key));
  }

  /** Whether this task itself, lately, has returned records of a file of that name. */
  public boolean isRecent(SourceFile file) {
    return recent.containsKey(partition(file));
  }

  /** The file of a key, if it is this source's. */
  public Optional<KnownFile> known(Map<String, ?> partition) {
    return isKey(source, partition)
        ? Optional.of(
            new KnownFile(
                Optional.ofNullable(partition.get(FOLDER)).map(String::valueOf),
                String.valueOf(partition.get(PATH))))
        : Optional.empty();
  }

  /** Whether it is the key of a file of this source. */
  public static boolean isKey(String source, Map<String, ?> partition) {
    return source.equals(partition.get(SOURCE)) && partition.get(PATH) instanceof String;
  }

  /**
   * A file by its key.
   *
   * @param folder as it is configured; empty when the source has one folder
   */
  public record KnownFile(Optional<String> folder, String name) {}

  /**
   * Forgets what this task has returned of a file, unless that is more than an offset says.
   *
   * @return whether nothing more is known
   */
  public boolean forget(Map<String, ?> partition, FileOffset offset) {
    FileOffset returned = recent.get(partition);
    boolean isNoMore = returned == null || returned.equals(offset);
    if (isNoMore) {
      recent.remove(partition);
    }
    return isNoMore;
  }

  /** So far the file has been returned from {@code poll}. */
  public void returned(SourceFile file, FileOffset offset) {
    Map<String, String> key = partition(file);
    recent.remove(key);
    recent.put(key, offset);
  }

  private @Nullable Map<String, Object> loaded(Map<String, String> key) {
    return loaded.get(key);
  }

  private Map<String, String> withoutFolder(SourceFile file) {
    Map<String, String> key = new HashMap<>();
    key.put(SOURCE, source);
    key.put(PATH, file.name());
    return key;
  }

  private Map<String, String> withFolder(SourceFile file) {
    Map<String, String> key = withoutFolder(file);
    key.put(FOLDER, file.root().label());
    return key;
  }
}
