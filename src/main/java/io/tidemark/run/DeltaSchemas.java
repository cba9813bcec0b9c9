package io.tidemark.run;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.StructType;
import io.tidemark.topology.plan.TableSchemas;
import java.util.Optional;

/** Looks columns up in the tables themselves. */
public final class DeltaSchemas implements TableSchemas {

  @Override
  public Optional<StructType> find(String path) {
    if (!DeltaTable.exists(path)) {
      return Optional.empty();
    }
    try (DeltaTable table = DeltaTable.open(path)) {
      return Optional.of(table.schema());
    }
  }
}
