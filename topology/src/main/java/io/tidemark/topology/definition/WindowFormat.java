package io.tidemark.topology.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code window:} of a {@code group_by}. */
final class WindowFormat {

  private static final Key<Duration> SIZE =
      Key.optional("size", Shapes.interval(), "Length of a window.");
  private static final Key<Duration> SLIDE =
      Key.optional("slide", Shapes.interval(), "A window begins every so often; default the size.");
  private static final Key<Duration> GAP =
      Key.optional(
          "gap",
          Shapes.interval(),
          "Sessions: rows of a group no further apart than this are in one window, which ends so"
              + " long after its last row.");
  private static final Key<Duration> TUMBLING =
      Key.optional("tumbling", Shapes.interval(), "Length of windows that don't overlap.");
  private static final Key<Window> SLIDING =
      Key.optional(
          "sliding",
          new ObjectShape<>(List.of(SIZE, SLIDE), WindowFormat::sized),
          "Windows that overlap: {size, slide}.");
  private static final Key<Window> SESSION =
      Key.optional(
          "session", new ObjectShape<>(List.of(GAP), WindowFormat::session), "Sessions: {gap}.");
  private static final Key<String> COLUMN =
      Key.optional(
          "column",
          Shapes.text("a column"),
          "The TIMESTAMP column that is cut into windows; default the one of with_watermark.");

  private static final List<Key<?>> KINDS = List.of(SIZE, SLIDE, GAP, TUMBLING, SLIDING, SESSION);

  static final Shape<WindowDefinition> SHAPE =
      new ObjectShape<>(
          List.of(SIZE, SLIDE, GAP, TUMBLING, SLIDING, SESSION, COLUMN), WindowFormat::window);

  private static final String REMEDY =
      "write {size: 5 minutes}, {size: 5 minutes, slide: 1 minute} or {gap: 5 minutes}";

  private WindowFormat() {}

  private static @Nullable WindowDefinition window(Fields fields) {
    if (KINDS.stream().anyMatch(fields::isUnreadable) || fields.isUnreadable(COLUMN)) {
      return null;
    }
    boolean isSized = fields.find(SIZE).isPresent() || fields.find(SLIDE).isPresent();
    long kinds =
        Stream.of(GAP, TUMBLING, SLIDING, SESSION).filter(k -> fields.find(k).isPresent()).count();
    if (kinds + (isSized ? 1 : 0) != 1) {
      fields.place().problem("a window is of one kind", REMEDY);
      return null;
    }
    Window window =
        isSized
            ? sized(fields)
            : fields
                .find(GAP)
                .<Window>map(Window.Session::new)
                .or(() -> fields.find(TUMBLING).map(Window.Tumbling::new))
                .or(() -> fields.find(SLIDING))
                .or(() -> fields.find(SESSION))
                .orElse(null);
    return window == null ? null : new WindowDefinition(window, fields.find(COLUMN));
  }

  private static @Nullable Window session(Fields fields) {
    Optional<Duration> gap = fields.find(GAP);
    if (gap.isEmpty() && !fields.isUnreadable(GAP)) {
      fields.place().problem("'gap' is missing", REMEDY);
    }
    return gap.map(Window.Session::new).orElse(null);
  }

  private static @Nullable Window sized(Fields fields) {
    Optional<Duration> size = fields.find(SIZE);
    if (size.isEmpty()) {
      if (!fields.isUnreadable(SIZE)) {
        fields.place().problem("'size' is missing", REMEDY);
      }
      return null;
    }
    Optional<Duration> slide = fields.find(SLIDE);
    if (slide.isEmpty()) {
      return new Window.Tumbling(size.get());
    }
    if (slide.get().compareTo(size.get()) > 0) {
      fields
          .place()
          .problem(
              "'slide' is longer than 'size', so that rows between windows would be lost",
              "make it at most the size");
      return null;
    }
    return slide.get().equals(size.get())
        ? new Window.Tumbling(size.get())
        : new Window.Sliding(size.get(), slide.get());
  }
}
