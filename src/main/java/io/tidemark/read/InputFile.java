package io.tidemark.read;

import io.tidemark.files.discovery.SourceFile;

/**
 * A file to read.
 *
 * @param name its path, in the words of who named it
 */
record InputFile(SourceFile file, String name) {}
