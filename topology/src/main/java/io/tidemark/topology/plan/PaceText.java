package io.tidemark.topology.plan;

import io.tidemark.topology.definition.DeltaInput;
import io.tidemark.topology.definition.FilesDefinition;
import io.tidemark.topology.definition.FilesDefinition.BatchLimits;
import io.tidemark.topology.definition.Pace;
import io.tidemark.topology.definition.Trigger;
import java.util.ArrayList;
import java.util.List;

/** When micro-batches begin and what bounds them, in the words of the pipeline file. */
final class PaceText {

  private static final String UNBOUNDED = "by default";

  private PaceText() {}

  static String of(Trigger trigger) {
    if (trigger instanceof Trigger.Once) {
      return "once";
    } else if (trigger instanceof Trigger.AvailableNow) {
      return "available_now";
    } else if (trigger instanceof Trigger.ProcessingTime time) {
      return "processing_time " + StepText.text(time.interval());
    }
    return "default";
  }

  /** {@code trigger of the pipeline, max_rows_per_trigger 1000}. */
  static String of(Pace pace) {
    String trigger =
        pace.trigger().map(t -> "trigger " + of(t)).orElse("the trigger of the pipeline");
    return pace.maxRows().isPresent()
        ? trigger + ", max_rows_per_trigger " + pace.maxRows().getAsLong()
        : trigger;
  }

  /** {@code max_files_per_trigger 10, max_bytes_per_trigger 1048576}. */
  static String of(SourcePlan source) {
    BatchLimits limits =
        source
            .files()
            .map(FilesDefinition::batch)
            .or(() -> source.delta().map(DeltaInput::batch))
            .orElse(BatchLimits.DEFAULT);
    List<String> bounds = new ArrayList<>();
    limits.maxFiles().ifPresent(files -> bounds.add("max_files_per_trigger " + files));
    limits.maxBytes().ifPresent(bytes -> bounds.add("max_bytes_per_trigger " + bytes));
    return bounds.isEmpty() ? UNBOUNDED : String.join(", ", bounds);
  }
}
