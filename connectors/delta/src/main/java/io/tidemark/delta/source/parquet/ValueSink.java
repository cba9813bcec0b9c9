package io.tidemark.delta.source.parquet;

/** Takes a value that was read, of its type's class in a {@link io.tidemark.row.Row}; not null. */
@FunctionalInterface
interface ValueSink {
  void accept(Object value);
}
