package io.tidemark.topology.expression.function;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registry: every scalar function there is, by each of its names. */
public final class Functions {

  private static final List<FunctionGroup> GROUPS =
      List.of(
          TextFunctions.GROUP,
          SearchFunctions.GROUP,
          NumberFunctions.GROUP,
          RoundingFunctions.GROUP,
          NullFunctions.GROUP,
          DateFunctions.GROUP,
          TimestampFunctions.GROUP,
          TimeTextFunctions.GROUP,
          ArrayFunctions.GROUP,
          StructFunctions.GROUP,
          CastFunctions.GROUP,
          TryFunctions.GROUP,
          EncodingFunctions.GROUP);

  private static final Map<String, SqlFunction> BY_NAME = byName();

  private Functions() {}

  public static List<FunctionGroup> groups() {
    return GROUPS;
  }

  /** Names are taken without regard to case. */
  public static Optional<SqlFunction> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  public static Collection<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  private static Map<String, SqlFunction> byName() {
    Map<String, SqlFunction> byName = new TreeMap<>();
    for (FunctionGroup group : GROUPS) {
      for (SqlFunction function : group.functions()) {
        for (String name : function.names()) {
          if (byName.put(name, function) != null) {
            throw new IllegalStateException("two functions are called " + name);
          }
        }
      }
    }
    return byName;
  }
}
