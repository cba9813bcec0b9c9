package io.tidemark.delta.table;

import io.delta.standalone.Snapshot;
import io.delta.standalone.internal.SnapshotImpl;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;

/** Whether a table may be written to by one that keeps to writer version 2, and no invariants. */
final class WriteCheck {

  private final TableFiles files;

  WriteCheck(TableFiles files) {
    this.files = files;
  }

  /**
   * @throws UserException with the protocol version, feature or column that stands against it
   */
  void check(Snapshot snapshot) {
    int writer = ((SnapshotImpl) snapshot).protocol().getMinWriterVersion();
    if (writer > TableProtocol.WRITER) {
      throw new UserException(new LogDiagnosis(files).againstWriting(writer));
    }
    List<String> columns = new ArrayList<>();
    addInvariants(snapshot.getMetadata().getSchema(), "", columns);
    if (!columns.isEmpty()) {
      throw new UserException(
          new Problem(
              files.location().text(),
              "the table has invariants on " + columns + ", which Tidemark doesn't check",
              "write to another table, or remove delta.invariants from those columns"));
    }
  }

  private static void addInvariants(DataType type, String path, List<String> columns) {
    if (type instanceof StructType struct) {
      for (StructField field : struct.getFields()) {
        if (field.getMetadata().contains("delta.invariants")) {
          columns.add(path + field.getName());
        }
        addInvariants(field.getDataType(), path + field.getName() + ".", columns);
      }
    }
  }
}
