package io.tidemark.topology.plan;

/** One thing in which a plan differs from the one that is kept. */
public sealed interface PlanChange {

  /** What differs: {@code table revenue}. */
  String where();

  /** The pipeline goes on with it; {@code what} says what that means. */
  record TakenOver(String where, String what) implements PlanChange {}

  /**
   * A table gets more columns, all nullable and behind those that it has: the Delta table must be
   * given them before its sink starts.
   *
   * @param topic of the rows
   * @param columns DDL
   */
  record ColumnsAdded(String where, String topic, String columns) implements PlanChange {}

  /**
   * A Delta table that rows were not written to until now: it gets those that {@code like} doesn't
   * have yet.
   *
   * @param topic of the rows
   * @param place its path
   * @param like the path of the table that the rows went to until now
   */
  record Placed(String where, String topic, String place, String like, Kind kind)
      implements PlanChange {

    /** Whether the table is written to instead of the other, or as well. */
    public enum Kind {
      INSTEAD,
      AS_WELL
    }
  }

  /** The state or the table can't follow. */
  record Refused(String where, String what, Difference difference, WayOut wayOut)
      implements PlanChange {}

  /** As it was kept, and as the file has it now. */
  record Difference(String was, String is) {}

  /** What resolves a refusal, besides taking the change back. */
  sealed interface WayOut {

    /** A table and all that is made of it start again from the beginning. */
    record ResetTable(String table) implements WayOut {}

    /** These columns come last, as with a final {@code select}. */
    record LastColumns(String columns) implements WayOut {}

    /** The table is written elsewhere, as another table of the file. */
    record NewName() implements WayOut {}
  }
}
