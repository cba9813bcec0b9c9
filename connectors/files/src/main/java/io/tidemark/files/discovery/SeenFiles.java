package io.tidemark.files.discovery;

/**
 * The files that have been dealt with as they are now. Small, for there can be very many: two
 * numbers a file, made of its path and of its stamp. Two files that shared a path's number would
 * have to share the stamp's too, to be mistaken.
 */
final class SeenFiles {

  private static final int MIN_SLOTS = 64;
  private static final long FREE = 0;
  private static final long NO_STAMP = 0;

  private long[] paths = new long[MIN_SLOTS];
  private long[] stamps = new long[MIN_SLOTS];
  private int used;

  boolean contains(FoundFile found) {
    int slot = slot(paths, key(found.file()));
    return paths[slot] != FREE && stamps[slot] == found.stamp().fingerprint();
  }

  void add(FoundFile found) {
    if (used * 2 >= paths.length) {
      grow();
    }
    long key = key(found.file());
    int slot = slot(paths, key);
    used += paths[slot] == FREE ? 1 : 0;
    paths[slot] = key;
    stamps[slot] = found.stamp().fingerprint();
  }

  /** The file is unknown again; its slot stays taken. */
  void forget(SourceFile file) {
    int slot = slot(paths, key(file));
    stamps[slot] = NO_STAMP;
  }

  private void grow() {
    long[] oldPaths = paths;
    long[] oldStamps = stamps;
    paths = new long[oldPaths.length * 2];
    stamps = new long[oldPaths.length * 2];
    for (int i = 0; i < oldPaths.length; i++) {
      if (oldPaths[i] != FREE) {
        int slot = slot(paths, oldPaths[i]);
        paths[slot] = oldPaths[i];
        stamps[slot] = oldStamps[i];
      }
    }
  }

  /** The slot of a key, or the free one where it belongs: linear probing. */
  private static int slot(long[] paths, long key) {
    int mask = paths.length - 1;
    int slot = (int) key & mask;
    while (paths[slot] != FREE && paths[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long key(SourceFile file) {
    long key = Hash64.mix(Hash64.of(file.root().folder().toString()) + Hash64.of(file.name()));
    return key == FREE ? 1 : key;
  }
}
