/**
 * JSON files read once, without Kafka: their schema, and what a table's steps make of them. Bounded
 * memory: one record at a time.
 */
@NullMarked
package io.tidemark.read;

import org.jspecify.annotations.NullMarked;
