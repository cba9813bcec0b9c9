package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.Optional;

/** Looks up the columns of Delta tables, for sources that read them. */
@FunctionalInterface
public interface TableSchemas {

  /** Where no table can be looked up: such sources must declare their schema. */
  TableSchemas UNKNOWN =
      path -> {
        throw new UserException(
            new Problem(path, "its columns can't be looked up here", "add schema: to the source"));
      };

  /**
   * The columns that a table has now; empty if there is no table.
   *
   * @throws UserException if there is one that can't be read
   */
  Optional<StructType> find(String path);
}
