package io.tidemark.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the tables in a query's syntax tree. */
final class QueryTables {

  private final JsonNode tree;
  private final Set<String> defined = new HashSet<>();
  private final List<JsonNode> tables = new ArrayList<>();

  QueryTables(JsonNode tree) {
    this.tree = tree;
  }

  /** The nodes of all tables, as often as they are there, but of no names defined by WITH. */
  List<JsonNode> find() {
    collectDefined(tree);
    collectTables(tree);
    return List.copyOf(tables);
  }

  private void collectDefined(JsonNode node) {
    for (JsonNode entry : node.path("cte_map").path("map")) {
      defined.add(entry.path("key").asText().toLowerCase(Locale.ROOT));
    }
    node.forEach(this::collectDefined);
  }

  private void collectTables(JsonNode node) {
    if (node.path("type").asText().equals("BASE_TABLE")) {
      TableReference table = ParsedQuery.reference(node);
      boolean isDefined =
          table.names().size() == 1 && defined.contains(table.last().toLowerCase(Locale.ROOT));
      if (!isDefined) {
        tables.add(node);
      }
    }
    node.forEach(this::collectTables);
  }
}
