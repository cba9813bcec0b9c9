package io.tidemark.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline stands, in the order of a Spark checkpoint's folders: metadata, sources,
 * offsets, commits, state; and the watermarks in it. Plain values, as they are printed and written
 * as JSON.
 */
public record CheckpointReport(
    String pipeline,
    Metadata metadata,
    List<Source> sources,
    List<Offset> offsets,
    List<Commit> commits,
    List<State> state,
    List<Mark> watermarks) {

  public CheckpointReport {
    sources = List.copyOf(sources);
    offsets = List.copyOf(offsets);
    commits = List.copyOf(commits);
    state = List.copyOf(state);
    watermarks = List.copyOf(watermarks);
  }

  /**
   * @param tidemark version of the program that ran it last
   * @param tables name and schema of each
   */
  public record Metadata(String id, String tidemark, int epoch, List<String> tables) {
    public Metadata {
      tables = List.copyOf(tables);
    }
  }

  /**
   * A source and its files.
   *
   * @param begin of its topic: how many records are not there any more, over all partitions
   * @param end of its topic, over all partitions
   * @param files how many are known; {@code unfinished} of them are read in part
   * @param listed the files, at most as many as were asked for, by path
   */
  public record Source(
      String name, String topic, long begin, long end, Files files, List<SourceFile> listed) {
    public Source {
      listed = List.copyOf(listed);
    }
  }

  public record Files(long known, long unfinished, long records) {}

  /**
   * @param state {@code done} or {@code partly}
   * @param position bytes of its content that are read
   */
  public record SourceFile(
      String path, String state, long records, long sizeBytes, long position) {}

  /**
   * How far a consumer group has committed.
   *
   * @param position the next offset to read; null: none is committed
   */
  public record Offset(
      String group, String topic, int partition, @Nullable Long position, long end) {

    /** Transaction markers count; so a group that has read all may lag by one or two. */
    public @Nullable Long lag() {
      return position == null ? null : end - position;
    }
  }

  /**
   * What a table's log says of a partition of its topic of rows.
   *
   * @param offset the next one to read; null: nothing is written
   * @param version the table's newest, {@code time} when it was committed
   */
  public record Commit(
      String table,
      String path,
      String topic,
      int partition,
      @Nullable Long offset,
      @Nullable Long version,
      @Nullable String time) {}

  /**
   * The state of a table with windows.
   *
   * @param entries keys that the changelog has, about
   * @param diskBytes of the store in this process's data folder
   */
  public record State(String table, String changelog, long entries, long diskBytes) {}

  /**
   * The watermark of one partition of a table's groups.
   *
   * @param watermark null: no event time yet
   * @param holder what it waits for; null: all that there is has been read
   * @param openWindows that have rows and have not closed; of a table without windows, groups
   */
  public record Mark(
      String table,
      int partition,
      @Nullable String watermark,
      @Nullable Holder holder,
      long openWindows) {}

  /**
   * The source partition of the least event time among those that are not read to their end.
   *
   * @param eventTime the greatest seen in it; null: none yet
   */
  public record Holder(String source, int partition, @Nullable String eventTime) {}
}
