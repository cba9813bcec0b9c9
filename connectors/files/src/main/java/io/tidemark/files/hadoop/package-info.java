/**
 * Hadoop's file systems behind {@code java.nio.file}, as far as this module needs them: whoever
 * reads, lists or moves files doesn't know where they lie. Loaded when a URI asks for it, and only
 * then: a local run loads no class of Hadoop.
 */
@NullMarked
package io.tidemark.files.hadoop;

import org.jspecify.annotations.NullMarked;
