package io.tidemark.delta.table;

import io.tidemark.row.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a table asks of those who use it (Delta PROTOCOL, "Protocol Evolution").
 *
 * @param readerFeatures by name; only from reader version 3 on
 * @param writerFeatures by name; only from writer version 7 on
 */
record TableProtocol(
    int reader, int writer, List<String> readerFeatures, List<String> writerFeatures) {

  /** Delta Standalone's. */
  static final int READER = 1;

  /** Delta Standalone's. */
  static final int WRITER = 2;

  TableProtocol {
    readerFeatures = List.copyOf(readerFeatures);
    writerFeatures = List.copyOf(writerFeatures);
  }

  static TableProtocol of(JsonAction protocol) {
    return new TableProtocol(
        (int) protocol.number("minReaderVersion", 0),
        (int) protocol.number("minWriterVersion", 0),
        protocol.texts("readerFeatures"),
        protocol.texts("writerFeatures"));
  }

  /** Why the table can't be read; empty when it can. */
  Optional<Problem> againstReading(TableLocation table) {
    return reader <= READER
        ? Optional.empty()
        : Optional.of(
            new Problem(
                table.text(),
                "the table needs Delta reader version %d (%s), and Tidemark has version %d"
                    .formatted(reader, readerReasons(), READER),
                "copy it into a table without that"));
  }

  /** Why the table can't be written to; empty when it can. */
  Optional<Problem> againstWriting(TableLocation table) {
    return writer <= WRITER
        ? Optional.empty()
        : Optional.of(
            new Problem(
                table.text(),
                "the table needs Delta writer version %d (%s), and Tidemark has version %d"
                    .formatted(writer, writerReasons(), WRITER),
                "write to another table, or make this one anew without that"));
  }

  private String readerReasons() {
    return readerFeatures.isEmpty()
        ? (reader == 2 ? "for column mapping" : "for table features")
        : "for " + readerFeatures;
  }

  private String writerReasons() {
    if (!writerFeatures.isEmpty()) {
      return "for " + writerFeatures;
    }
    List<String> features = new ArrayList<>();
    features.add("CHECK constraints");
    if (writer >= 4) {
      features.add("change data feed, generated columns");
    }
    if (writer >= 5) {
      features.add("column mapping");
    }
    if (writer >= 6) {
      features.add("identity columns");
    }
    return writer >= 7 ? "for table features" : "for any of " + features;
  }
}
