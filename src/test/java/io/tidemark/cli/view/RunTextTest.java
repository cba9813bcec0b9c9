package io.tidemark.cli.view;

import io.tidemark.golden.Golden;
import io.tidemark.run.RunSummary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTextTest {

  private static final Path EXPECTED = Path.of("test/resources/io/tidemark/cli/view");

  @Test
  void showsProgressAsABlock() {
    assertLines("progress-block.txt", ProgressText.block(Runs.HALF_WAY, "running"));
  }

  @Test
  void showsProgressAsALine() {
    assertLines("progress-line.txt", List.of(ProgressText.line(Runs.HALF_WAY)));
  }

  @Test
  void showsHowFarStateIsReadAgain() {
    RunSummary restoring = Runs.restoring(Runs.HALF_WAY, 11_800, 12_000, 40_000);

    assertLines("progress-restoring-block.txt", ProgressText.block(restoring, "running"));
    assertLines("progress-restoring-line.txt", List.of(ProgressText.line(restoring)));
  }

  @Test
  void progressSaysNothingMoreOfStateThatIsThere() {
    RunSummary restored = Runs.restoring(Runs.HALF_WAY, 39_000, 40_000, 40_000);

    assertLines("progress-line.txt", List.of(ProgressText.line(restored)));
  }

  @Test
  void sumsUpWhatWasReadAgain() {
    assertLines(
        "summary-restored.txt", summary(Runs.restoring(Runs.DONE, 39_000, 40_000, 40_000), "done"));
  }

  @Test
  void whereNothingWasReadAgainTheSummaryDoesNotMentionIt() {
    assertLines("summary.txt", summary(Runs.restoring(Runs.DONE, 0, 2, 2), "done"));
  }

  @Test
  void sumsUpWhatWasDoneWithBadAndLateRows() {
    assertLines("summary.txt", summary(Runs.DONE, "done"));
  }

  @Test
  void saysThatNothingWasNew() {
    assertLines("summary-nothing-new.txt", summary(Runs.NOTHING_NEW, "done"));
  }

  private static List<String> summary(RunSummary summary, String outcome) {
    return SummaryText.lines(summary, outcome, "./tidemark");
  }

  private static void assertLines(String file, List<String> lines) {
    Golden.assertSame(EXPECTED.resolve(file), String.join("\n", lines) + "\n");
  }
}
