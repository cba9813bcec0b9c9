package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class TaskGaugesTest {

  private final Map<String, LongSupplier> shown = new HashMap<>();
  private final TaskGauges gauges = new TaskGauges();

  @Test
  void showsWhatIsNotShownYetAsSoonAsThePredecessorsIsGone() {
    // Given
    gauges.add("rows", "", () -> 1);
    gauges.add("bytes", "", () -> 2);
    shown.put("rows", () -> 0);

    // When
    gauges.showIn(this::add);
    long before = value("rows");
    shown.remove("rows");
    gauges.showIn(this::add);

    // Then
    assertThat(before).isZero();
    assertThat(value("rows")).isEqualTo(1);
    assertThat(value("bytes")).isEqualTo(2);
  }

  private long value(String name) {
    return shown.get(name).getAsLong();
  }

  private void add(String name, String description, LongSupplier value) {
    if (shown.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException(name + " is there");
    }
  }
}
