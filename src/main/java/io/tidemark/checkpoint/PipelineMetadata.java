package io.tidemark.checkpoint;

import io.tidemark.topology.plan.PipelineOutline;
import io.tidemark.topology.plan.PipelineOutline.SinkOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What is kept of a pipeline beside offsets, rows and state.
 *
 * @param version of this form; a program reads its own and older ones
 * @param id made once, with the first run
 * @param tidemark version of the program that wrote it
 * @param definition the pipeline file's text, variables not replaced
 * @param outline what the file meant, with the tables that were in it once and are not any more
 * @param topics each topic's id by its name
 * @param epochs what each table's log keeps offsets under, by connector
 * @param state which state is to be found in state folders
 * @param starts by table and source partition, the offset below which a table gets nothing
 * @param unfinished the command that was changing all this, if it has not come to its end; or empty
 * @param earlier by topic of rows, the schemas (DDL) of rows that may still be on their way
 * @param readsAnew whether a command has let the topology's reading begin anew, so that its group
 *     may be without offsets
 */
public record PipelineMetadata(
    int version,
    String id,
    String tidemark,
    String definition,
    PipelineOutline outline,
    Map<String, String> topics,
    Epochs epochs,
    State state,
    Map<String, Map<String, Long>> starts,
    Map<String, List<String>> earlier,
    String unfinished,
    boolean readsAnew) {

  static final int VERSION = 1;

  public PipelineMetadata {
    topics = Map.copyOf(topics);
    starts = Map.copyOf(starts);
    earlier = Map.copyOf(earlier);
  }

  /**
   * Counts how often topics were begun anew.
   *
   * @param current 0 until then
   * @param topics the epoch in which a topic of rows began; 0 when it isn't there
   */
  public record Epochs(int current, Map<String, Integer> topics) {

    public static final Epochs FIRST = new Epochs(0, Map.of());

    public Epochs {
      topics = Map.copyOf(topics);
    }

    /**
     * What a table's log keeps the offsets of a topic under: in epoch 0 the name that it always
     * had.
     */
    public String appId(String name, String topic) {
      int epoch = topics.getOrDefault(topic, 0);
      return epoch == 0 ? name : name + "@" + epoch;
    }

    Epochs with(String topic, int epoch) {
      Map<String, Integer> more = new LinkedHashMap<>(topics);
      more.put(topic, epoch);
      return new Epochs(Math.max(current, epoch), more);
    }
  }

  /**
   * Local state is that of a generation; that of another one is thrown away, and read again from
   * Kafka.
   *
   * @param parts of the topology in their order: Kafka Streams names state folders by it
   */
  public record State(int generation, List<String> parts) {
    public State {
      parts = List.copyOf(parts);
    }
  }

  /** Of a pipeline that runs for the first time. */
  static PipelineMetadata first(PipelineOutline outline) {
    return new PipelineMetadata(
        VERSION,
        UUID.randomUUID().toString(),
        "",
        "",
        outline,
        Map.of(),
        Epochs.FIRST,
        new State(0, parts(outline)),
        Map.of(),
        Map.of(),
        "",
        false);
  }

  /** What the state in a process's folder must say that it is. */
  public String stateLabel() {
    return id + "/" + state.generation();
  }

  /** Whether parts that were prepared with other metadata need not be prepared anew. */
  public boolean preparesAs(Optional<PipelineMetadata> other) {
    return epochs.equals(other.map(PipelineMetadata::epochs).orElse(Epochs.FIRST))
        && earlier.equals(other.map(PipelineMetadata::earlier).orElse(Map.of()))
        && starts.equals(other.map(PipelineMetadata::starts).orElse(Map.of()));
  }

  PipelineMetadata withDefinition(String program, String text) {
    return with(
        copy -> {
          copy.version = VERSION;
          copy.tidemark = program;
          copy.definition = text;
        });
  }

  /** With the plan of a changed file; what it has no more is kept too. */
  PipelineMetadata withOutline(PipelineOutline now) {
    return with(
        copy -> {
          copy.outline = union(now, outline);
          copy.earlier = withSchemasOf(now);
          if (!state.parts().equals(parts(now))) {
            copy.state = new State(state.generation() + 1, parts(now));
          }
        });
  }

  PipelineMetadata withTopics(Map<String, String> ids) {
    return with(copy -> copy.topics = ids);
  }

  PipelineMetadata withEpochs(Epochs other) {
    return with(copy -> copy.epochs = other);
  }

  /** What lies in state folders is not to be used any more. */
  PipelineMetadata withNewState() {
    return with(copy -> copy.state = new State(state.generation() + 1, state.parts()));
  }

  PipelineMetadata withUnfinished(String command) {
    return with(copy -> copy.unfinished = command);
  }

  /** Nothing is known of these tables any more, as if they were new. */
  PipelineMetadata without(Set<String> tables) {
    return with(
        copy ->
            copy.outline =
                new PipelineOutline(
                    outline.pipeline(),
                    outline.sources(),
                    outline.tables().stream().filter(t -> !tables.contains(t.name())).toList(),
                    outline.sinks().stream()
                        .filter(s -> !tables.contains(s.name()) || s.kind().equals("dead_letter"))
                        .toList(),
                    outline.trigger()));
  }

  PipelineMetadata withStarts(Map<String, Map<String, Long>> other) {
    return with(copy -> copy.starts = other);
  }

  PipelineMetadata withReadingAnew(boolean isAnew) {
    return with(copy -> copy.readsAnew = isAnew);
  }

  private PipelineMetadata with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.metadata();
  }

  /** A copy in which some things are others. */
  private static final class Copy {

    private final String id;
    private int version;
    private String tidemark;
    private String definition;
    private PipelineOutline outline;
    private Map<String, String> topics;
    private Epochs epochs;
    private State state;
    private Map<String, Map<String, Long>> starts;
    private Map<String, List<String>> earlier;
    private String unfinished;
    private boolean readsAnew;

    private Copy(PipelineMetadata of) {
      this.version = of.version;
      this.id = of.id;
      this.tidemark = of.tidemark;
      this.definition = of.definition;
      this.outline = of.outline;
      this.topics = of.topics;
      this.epochs = of.epochs;
      this.state = of.state;
      this.starts = of.starts;
      this.earlier = of.earlier;
      this.unfinished = of.unfinished;
      this.readsAnew = of.readsAnew;
    }

    private PipelineMetadata metadata() {
      return new PipelineMetadata(
          version,
          id,
          tidemark,
          definition,
          outline,
          topics,
          epochs,
          state,
          starts,
          earlier,
          unfinished,
          readsAnew);
    }
  }

  private static List<String> parts(PipelineOutline outline) {
    List<String> parts = new ArrayList<>();
    outline.sources().forEach(s -> parts.add(s.name()));
    outline.tables().stream().filter(t -> t.hasState()).forEach(t -> parts.add(t.name()));
    return parts;
  }

  private static PipelineOutline union(PipelineOutline now, PipelineOutline kept) {
    List<PipelineOutline.SourceOutline> sources = new ArrayList<>(now.sources());
    kept.sources().stream().filter(s -> now.source(s.name()).isEmpty()).forEach(sources::add);
    List<PipelineOutline.TableOutline> tables = new ArrayList<>(now.tables());
    kept.tables().stream().filter(t -> now.table(t.name()).isEmpty()).forEach(tables::add);
    List<SinkOutline> sinks = new ArrayList<>(now.sinks());
    kept.sinks().stream().filter(s -> now.rowsOf(s.topic()).isEmpty()).forEach(sinks::add);
    return new PipelineOutline(now.pipeline(), sources, tables, sinks, now.trigger());
  }

  private Map<String, List<String>> withSchemasOf(PipelineOutline now) {
    Map<String, List<String>> schemas = new LinkedHashMap<>(earlier);
    for (SinkOutline sink : now.sinks()) {
      Optional<String> was = outline.rowsOf(sink.topic());
      if (was.isPresent() && !was.get().equals(sink.schema())) {
        Set<String> known = new LinkedHashSet<>(schemas.getOrDefault(sink.topic(), List.of()));
        known.add(was.get());
        schemas.put(sink.topic(), List.copyOf(known));
      }
    }
    return schemas;
  }
}
