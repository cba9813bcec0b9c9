package io.tidemark.files;

/**
 * What bounds one {@code poll}, that is one Kafka transaction.
 *
 * @param files at most so many files are begun
 * @param bytes the batch ends with the record that reaches so many bytes
 * @param records at most so many records
 */
record BatchLimits(int files, long bytes, int records) {}
