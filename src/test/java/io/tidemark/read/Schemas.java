package io.tidemark.read;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Schemas with names of all kinds, a schema for each seed. */
final class Schemas {

  private static final int MOST_FIELDS = 5;
  private static final int DEEPEST = 4;
  private static final List<DataType> PLAIN =
      List.of(
          PrimitiveType.STRING,
          PrimitiveType.BIGINT,
          PrimitiveType.DOUBLE,
          PrimitiveType.TIMESTAMP,
          new DecimalType(20, 0));

  private final Random random;
  private final OddNames names;

  private Schemas(long seed) {
    this.random = new Random(seed);
    this.names = new OddNames(random);
  }

  static StructType of(long seed) {
    return new Schemas(seed).struct(0);
  }

  private StructType struct(int depth) {
    Set<String> unique = new LinkedHashSet<>();
    for (int i = random.nextInt(MOST_FIELDS); i >= 0; i--) {
      unique.add(names.next());
    }
    return new StructType(
        unique.stream()
            .map(name -> new StructField(name, type(depth + 1), random.nextInt(9) > 0))
            .toList());
  }

  private DataType type(int depth) {
    int kind = depth == DEEPEST ? 0 : random.nextInt(6);
    return switch (kind) {
      case 3 -> struct(depth);
      case 4 -> new ArrayType(type(depth + 1));
      case 5 -> new MapType(PrimitiveType.STRING, type(depth + 1));
      default -> PLAIN.get(random.nextInt(PLAIN.size()));
    };
  }
}
