package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The root of a pipeline file. */
final class PipelineFormat {

  private static final Key<String> NAME =
      Key.required(
          "name",
          Shapes.name("a name"),
          "Names the pipeline: its topics, consumer groups and offsets are kept under it.");
  private static final Key<Map<String, SourceDefinition>> SOURCES =
      Key.required(
          "sources",
          new MapShape<>("sources by name", new Named<>(SourceFormat.SHAPE)),
          "Where records come from, by name.");
  private static final Key<Map<String, TableDefinition>> TABLES =
      Key.required(
          "tables",
          new MapShape<>("tables by name", new Named<>(TableFormat.SHAPE)),
          "What is made of them, by name.");
  private static final Key<Trigger> TRIGGER =
      Key.optional(
          "trigger",
          new TriggerShape(),
          "When rows are committed: default, once, available_now, or processing_time: 10 seconds.");

  private static final List<Key<?>> KEYS = List.of(NAME, SOURCES, TABLES, TRIGGER);

  private PipelineFormat() {}

  /** What could be read; problems are in the place's findings. */
  static PipelineDefinition read(YamlNode root, String file, Place place) {
    if (!(root instanceof YamlNode.Mapping mapping)) {
      place.problem(
          root instanceof YamlNode.Scalar s && s.isNull()
              ? "the file is empty"
              : "expected a mapping with name, sources, tables, found " + root.description(),
          "it begins with 'name: '");
      return new PipelineDefinition(file, "", new Trigger.Default(), List.of(), List.of());
    }
    Fields fields = Fields.read(mapping, KEYS, place);
    return new PipelineDefinition(
        file,
        fields.find(NAME).orElse(""),
        fields.find(TRIGGER).orElse(new Trigger.Default()),
        fields.find(SOURCES).map(Map::values).map(List::copyOf).orElse(List.of()),
        fields.find(TABLES).map(Map::values).map(List::copyOf).orElse(List.of()));
  }

  static ObjectNode schema() {
    return ObjectShape.schema(KEYS);
  }

  /** An entry whose key is a name. */
  private record Named<T>(Shape<T> shape) implements Shape<T> {

    @Override
    public @Nullable T read(YamlNode node, Place place) {
      try {
        Names.check(place.name());
      } catch (IllegalArgumentException e) {
        place.problem(String.valueOf(e.getMessage()), "");
      }
      return shape.read(node, place);
    }

    @Override
    public ObjectNode schema() {
      return shape.schema();
    }
  }
}
