package io.tidemark.topology.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code window:} of a {@code group_by}. */
final class WindowFormat {

  private static final Key<Duration> SIZE =
      Key.optional("size", Shapes.interval(), "Length of a window.");
  private static final Key<Duration> SLIDE =
      Key.optional("slide", Shapes.interval(), "A window begins every so often; default the size.");
  private static final Key<Duration> TUMBLING =
      Key.optional("tumbling", Shapes.interval(), "Length of windows that don't overlap.");
  private static final Key<Window> SLIDING =
      Key.optional(
          "sliding",
          new ObjectShape<>(List.of(SIZE, SLIDE), WindowFormat::sliding),
          "Windows that overlap: {size, slide}.");

  static final Shape<Window> SHAPE =
      new ObjectShape<>(List.of(SIZE, SLIDE, TUMBLING, SLIDING), WindowFormat::window);

  private static final String REMEDY =
      "write {size: 5 minutes}, {size: 5 minutes, slide: 1 minute} or {tumbling: 5 minutes}";

  private WindowFormat() {}

  private static @Nullable Window window(Fields fields) {
    if (List.of(SIZE, SLIDE, TUMBLING, SLIDING).stream().anyMatch(fields::isUnreadable)) {
      return null;
    }
    Optional<Duration> tumbling = fields.find(TUMBLING);
    Optional<Window> sliding = fields.find(SLIDING);
    boolean plain = fields.find(SIZE).isPresent() || fields.find(SLIDE).isPresent();
    if ((plain ? 1 : 0) + (tumbling.isPresent() ? 1 : 0) + (sliding.isPresent() ? 1 : 0) != 1) {
      fields.place().problem("a window is of one kind", REMEDY);
      return null;
    }
    return tumbling
        .<Window>map(Window.Tumbling::new)
        .or(() -> sliding)
        .orElseGet(() -> sliding(fields));
  }

  private static @Nullable Window sliding(Fields fields) {
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
