package io.tidemark.cli;

/** How a run tells what it does. */
enum LogFormat {
  /** Progress for a person, and a log file of lines. */
  TEXT,
  /** One JSON object a line, on standard output and in the log file. */
  JSON
}
