package io.tidemark.files.discovery;

/**
 * Which files of a source are a task's: each file is exactly one's, by its name alone, so that all
 * tasks agree without talking. With another number of tasks a file may be another's, which finds
 * its offset all the same: that is kept by the file's name.
 *
 * @param number of the task, from 0
 * @param tasks so many share the source
 */
public record Share(int number, int tasks) {

  /** One task has all files. */
  public static final Share ALL = new Share(0, 1);

  public Share {
    if (number < 0 || number >= tasks) {
      throw new IllegalArgumentException("task " + number + " of " + tasks);
    }
  }

  /** Whether the file of this name (its path below the source's folder) is this task's. */
  public boolean has(String name) {
    return tasks == 1 || Math.floorMod(Hash64.of(name), tasks) == number;
  }
}
