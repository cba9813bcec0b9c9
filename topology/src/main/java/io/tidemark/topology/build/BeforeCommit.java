package io.tidemark.topology.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * What a task does before each of its transactions ends: so it can hold things back, and still lose
 * nothing of them. Kafka Streams has no such call for processors; it has one for caches, which this
 * takes for a store that holds nothing (see {@code
 * src/docs/decisions/004-held-back-until-commit.md}).
 *
 * <p>Actions run in the order in which they were added, on the task's thread, and may forward and
 * use state stores that are not cached. Owned by a task.
 */
final class BeforeCommit implements StateStore, CachedStateStore<Object, Object> {

  private final String name;
  private final List<Action> actions = new ArrayList<>();
  private boolean isOpen;

  BeforeCommit(String name) {
    this.name = name;
  }

  /** A context is Kafka's own where it runs, and may be a mock in a test. */
  private record Action(
      ProcessorContext<?, ?> context, @Nullable ProcessorNode<?, ?, ?, ?> node, Runnable work) {

    static Action of(ProcessorContext<?, ?> context, Runnable work) {
      return context instanceof InternalProcessorContext<?, ?> internal
          ? new Action(context, internal.currentNode(), work)
          : new Action(context, null, work);
    }

    void run() {
      if (!(context instanceof InternalProcessorContext<?, ?> internal)) {
        work.run();
        return;
      }
      ProcessorNode<?, ?, ?, ?> nodeBefore = internal.currentNode();
      ProcessorRecordContext recordBefore = internal.recordContext();
      internal.setCurrentNode(node);
      internal.setRecordContext(
          new ProcessorRecordContext(
              context.currentSystemTimeMs(), -1, -1, null, new RecordHeaders()));
      try {
        work.run();
      } finally {
        internal.setCurrentNode(nodeBefore);
        internal.setRecordContext(recordBefore);
      }
    }
  }

  /** Makes one for each task. */
  static StoreBuilder<BeforeCommit> builder(String name) {
    return new Builder(name);
  }

  /** Takes an action of a processor; to be called in its {@code init()}. */
  void add(ProcessorContext<?, ?> context, Runnable action) {
    actions.add(Action.of(context, action));
  }

  /** Does what was held back; called by Kafka Streams. */
  @Override
  public void flushCache() {
    actions.forEach(Action::run);
  }

  /** What is held back belongs to the processors, which are made anew. */
  @Override
  public void clearCache() {}

  @Override
  public boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    actions.clear(); // those of a task that was given up
    context.register(root, (key, value) -> {});
    isOpen = true;
  }

  @Override
  public void close() {
    isOpen = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  private record Builder(String name) implements StoreBuilder<BeforeCommit> {

    @Override
    public BeforeCommit build() {
      return new BeforeCommit(name);
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingEnabled() {
      throw new IllegalStateException("there is nothing to cache");
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
      throw new IllegalStateException("there is nothing to log");
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
