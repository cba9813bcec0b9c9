package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BufferedStateProperties {

  private static final byte[] FIRST = {0};
  private static final byte[] END = {100};

  /** What is done with a state; {@code value} is of no matter for most. */
  private record Step(Kind kind, byte key, byte value) {}

  private enum Kind {
    PUT,
    PUT_IF_NEW,
    DELETE,
    GET,
    FLUSH
  }

  @Property
  void looksLikeAStateThatIsWrittenAtOnce(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 12) int mostEntries) {
    MapState below = new MapState();
    MapState expected = new MapState();
    BufferedState state = new BufferedState(below, mostEntries);

    for (Step step : steps) {
      byte[] key = {step.key()};
      apply(step, key, state);
      apply(step, key, expected);

      assertThat(state.get(key)).isEqualTo(expected.get(key));
      assertThat(entries(state)).isEqualTo(entries(expected));
    }
    state.flush();

    assertThat(entries(below)).isEqualTo(entries(expected));
  }

  @Example
  void whatComesAndGoesBetweenFlushesNeverReachesTheStateBelow() {
    List<String> written = new ArrayList<>();
    BufferedState state = new BufferedState(new Recorded(new MapState(), written));

    state.get(FIRST);
    state.put(FIRST, FIRST);
    state.delete(FIRST);
    state.flush();

    assertThat(written).isEmpty();
  }

  private static void apply(Step step, byte[] key, OrderedState state) {
    switch (step.kind()) {
      case PUT -> state.put(key, new byte[] {step.value()});
      case PUT_IF_NEW -> {
        if (state.get(key) == null) {
          state.putNew(key, new byte[] {step.value()});
        }
      }
      case DELETE -> state.delete(key);
      case GET -> state.get(key);
      case FLUSH -> {
        if (state instanceof BufferedState buffered) {
          buffered.flush();
        }
      }
    }
  }

  private static List<String> entries(OrderedState state) {
    List<String> all = new ArrayList<>();
    try (OrderedState.Entries entries = state.range(FIRST, END)) {
      for (Map.Entry<byte[], byte[]> e = entries.next(); e != null; e = entries.next()) {
        all.add(e.getKey()[0] + "=" + e.getValue()[0]);
      }
    }
    return all;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.bytes().between((byte) 0, (byte) 9),
            Arbitraries.bytes())
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** Tells what is written. */
  private record Recorded(OrderedState state, List<String> written) implements OrderedState {

    @Override
    public byte[] get(byte[] key) {
      return state.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      written.add("put");
      state.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      written.add("delete");
      state.delete(key);
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
      return state.range(from, to);
    }

    @Override
    public Entries descending(byte[] from, byte[] to) {
      return state.descending(from, to);
    }
  }
}
