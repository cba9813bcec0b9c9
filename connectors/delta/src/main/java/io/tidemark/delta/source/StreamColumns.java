package io.tidemark.delta.source;

import io.tidemark.delta.source.SchemaFit.Missing;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns that are published: those that the configuration names, or else the table's. Owned by
 * the polling thread.
 *
 * <p>The table's columns may change from version to version. In versions before the newest of the
 * start, a column that they didn't have yet is null. In later ones, new columns are taken over if
 * the configuration names none. Any other change stops the source (Spark's rule: Delta's guide on
 * table streaming reads, and its {@code checkReadIncompatibleSchemaChanges}).
 */
final class StreamColumns {

  private static final Logger LOG = LoggerFactory.getLogger(StreamColumns.class);

  private final String table;
  private final Optional<StructType> declared;
  private final long knownVersion;
  private StructType schema;

  private StreamColumns(
      String table, Optional<StructType> declared, StructType ofTable, long knownVersion) {
    this.table = table;
    this.declared = declared;
    this.knownVersion = knownVersion;
    this.schema = declared.orElse(ofTable);
  }

  /**
   * @throws UserException if the table doesn't have the columns that are declared, naming each
   */
  static StreamColumns of(String table, Optional<StructType> declared, TableSnapshot newest) {
    StructType ofTable = newest.schema();
    declared.ifPresent(
        wanted -> {
          List<Problem> problems = SchemaFit.problems(wanted, ofTable, Missing.PROBLEM);
          if (!problems.isEmpty()) {
            throw new UserException(
                problems.stream()
                    .map(p -> new Problem(table, p.what(), remedy(p, "mend table.schema")))
                    .toList(),
                null);
          }
        });
    return new StreamColumns(table, declared, ofTable, newest.version());
  }

  StructType schema() {
    return schema;
  }

  /**
   * Goes on to a version that says what the table's columns are from there on.
   *
   * @throws UserException if the rows can't be read as they are published
   */
  void changed(long version, StructType ofTable) {
    boolean isOlder = version <= knownVersion;
    List<Problem> problems =
        SchemaFit.problems(schema, ofTable, isOlder ? Missing.NULL : Missing.PROBLEM);
    if (!problems.isEmpty()) {
      throw new UserException(
          problems.stream().map(p -> problem(version, p, isOlder)).toList(), null);
    }
    if (!isOlder && declared.isEmpty() && !schema.equals(ofTable)) {
      LOG.warn(
          "table={} version={}: columns were added; from here on the rows are ({})",
          table,
          version,
          ofTable);
      schema = ofTable;
    }
  }

  private Problem problem(long version, Problem found, boolean isOlder) {
    String remedy;
    if (isOlder) {
      remedy = "begin anew under another source.name, at a later starting.version";
    } else if (declared.isPresent()) {
      remedy = "mend table.schema, then start again";
    } else {
      remedy =
          "start again to go on with the table's new columns, once the topic's readers have them";
    }
    return new Problem(
        table, "version %d: %s".formatted(version, found.what()), remedy(found, remedy));
  }

  private static String remedy(Problem found, String otherwise) {
    return found.remedy().isEmpty() ? otherwise : found.remedy();
  }
}
