package io.tidemark.topology.plan;

import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Columns by name, with the problems that names have. */
final class Columns {

  private Columns() {}

  /** The position of a column by its name; a problem when there is none. */
  static OptionalInt position(StructType schema, String column, StepPlace place) {
    OptionalInt position = schema.find(column);
    if (position.isEmpty()) {
      place.problem(
          "no column '%s' in [%s]".formatted(column, String.join(", ", schema.names())),
          NearestName.hint(column, schema.names()));
    }
    return position;
  }

  /** A schema of these fields; two of one name are a problem. */
  static Optional<StructType> unique(List<StructField> fields, StepPlace place) {
    Set<String> names = new HashSet<>();
    boolean isSound = true;
    for (StructField field : fields) {
      if (!names.add(field.name())) {
        place.problem(
            "column '" + field.name() + "' would be there twice",
            "give one of them another name: … AS other_name");
        isSound = false;
      }
    }
    return isSound ? Optional.of(new StructType(fields)) : Optional.empty();
  }
}
