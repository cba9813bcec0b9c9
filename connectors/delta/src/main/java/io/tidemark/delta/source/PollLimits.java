package io.tidemark.delta.source;

/**
 * What bounds one {@code poll}, that is one Kafka transaction, and its records.
 *
 * @param files at most so many data files are begun
 * @param bytes the poll ends with the record that reaches so many bytes
 * @param rowsPerRecord at most so many rows in one record
 * @param bytesPerRecord a record with more bytes is split, if it has more than one row
 */
record PollLimits(int files, long bytes, int rowsPerRecord, int bytesPerRecord) {}
