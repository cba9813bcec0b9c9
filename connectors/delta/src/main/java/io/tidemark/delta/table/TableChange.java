package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What one commit did to a table. Files that were only rearranged ({@code dataChange=false}, as by
 * OPTIMIZE) hold no other rows than before and are left out.
 *
 * @param operation in the writer's words, such as {@code DELETE}; empty when it did not say
 * @param adds the files with new rows, in the order of the log; without their statistics, for they
 *     may be very many
 * @param removes paths of the files whose rows were taken away, in the order of the log
 * @param definition what the table is like from here on, if the commit says so
 */
public record TableChange(
    long version,
    String operation,
    List<DataFile> adds,
    List<String> removes,
    Optional<TableMetadata> definition) {

  public TableChange {
    requireNonNull(operation, "operation");
    requireNonNull(definition, "definition");
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
  }
}
