package io.tidemark.delta.merge;

import io.tidemark.row.Row;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which keys the files hold that have been looked at lately, as hashes, at eight bytes a key. A
 * data file never changes and its name is never used again, so what is known of it stays true
 * whatever is committed. Owned by one thread.
 */
final class KeyHashes {

  private final long maxKeys;
  private final Map<String, long[]> byPath = new LinkedHashMap<>(16, 0.75f, true);
  private long keys;

  KeyHashes(long maxKeys) {
    this.maxKeys = maxKeys;
  }

  /** The sorted hashes of a file's keys, if they are known. */
  Optional<long[]> of(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Remembers a file's hashes, and forgets those of files not asked for lately. */
  long[] learn(String path, LongStream hashes) {
    long[] sorted = hashes.sorted().distinct().toArray();
    if (sorted.length <= maxKeys) {
      long @Nullable [] old = byPath.put(path, sorted);
      keys += sorted.length - (old == null ? 0 : old.length);
      var oldest = byPath.entrySet().iterator();
      while (keys > maxKeys) {
        keys -= oldest.next().getValue().length;
        oldest.remove();
      }
    }
    return sorted;
  }

  /** Forgets all other files. */
  void retain(Set<String> paths) {
    byPath.keySet().retainAll(paths);
    keys = byPath.values().stream().mapToLong(hashes -> hashes.length).sum();
  }

  static boolean contains(long[] sorted, long hash) {
    return Arrays.binarySearch(sorted, hash) >= 0;
  }

  /** Of 64 bits, so that two keys seldom share one: then a file is rewritten for nothing. */
  static long hash(Row key) {
    long hash = key.size();
    for (int i = 0; i < key.size(); i++) {
      hash = mix(hash * 31 + hash(key.value(i)));
    }
    return hash;
  }

  private static long hash(@Nullable Object value) {
    if (value instanceof String text) {
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      return hash;
    } else if (value instanceof Long number) {
      return number;
    } else if (value instanceof Double number) {
      return Double.doubleToLongBits(number);
    } else if (value instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    return value == null ? 0x9e3779b97f4a7c15L : value.hashCode();
  }

  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
