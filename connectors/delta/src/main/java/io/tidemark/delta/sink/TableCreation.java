package io.tidemark.delta.sink;

/** When a table that isn't there is made. */
enum TableCreation {
  /** When the task starts: there is a table to look at, though it be empty. */
  AT_START,
  /** When it gets its first row: for tables that had better stay empty, such as dead letters. */
  ON_FIRST_ROW
}
