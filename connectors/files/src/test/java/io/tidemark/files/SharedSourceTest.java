package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.files.discovery.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several tasks of one source: {@code tasks.max}. */
class SharedSourceTest {

  private static final int FILES = 60;

  @TempDir Path folder;

  @Property
  void eachFileIsExactlyOneTasks(
      @ForAll String name, @ForAll @IntRange(min = 1, max = 40) int tasks) {
    assertThat(IntStream.range(0, tasks).filter(task -> new Share(task, tasks).has(name)))
        .hasSize(1);
  }

  @Test
  void tasksReadEachFileOnceBetweenThem() throws IOException {
    List<String> expected = writeFiles();
    TaskRun run = TaskRun.of(folder);

    List<Integer> published = runAll(run, 3);

    assertThat(run.values()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(published).allSatisfy(records -> assertThat(records).isBetween(8, 32));
  }

  @Test
  void offsetsStayValidWhenTheNumberOfTasksChanges() throws IOException {
    List<String> expected = writeFiles();
    TaskRun run = TaskRun.of(folder);
    runAll(run, 3);

    List<Integer> published = runAll(run, 5);

    assertThat(published).containsExactly(0, 0, 0, 0, 0);
    assertThat(run.values()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aFileBegunByOneTaskIsGoneOnWithByAnother() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1);
    TaskRun run = TaskRun.of(folder).with("max.bytes.per.trigger", "7");
    for (int task = 0; task < 2; task++) {
      share(run, task, 2).start().pollAndCommit();
    }
    assertThat(run.values()).hasSize(1);

    runAll(run, 7);

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  private List<String> writeFiles() throws IOException {
    List<String> objects = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      objects.add("{\"n\":" + i + "}");
      write(folder.resolve("f" + i + ".json"), objects.get(i), i);
    }
    return objects;
  }

  private static List<Integer> runAll(TaskRun run, int tasks) {
    return IntStream.range(0, tasks)
        .mapToObj(
            task -> share(run, task, tasks).runBounded().stream().mapToInt(Integer::intValue).sum())
        .toList();
  }

  private static TaskRun share(TaskRun run, int task, int tasks) {
    return run.with(JsonFileSourceConfig.TASK_NUMBER, Integer.toString(task))
        .with(JsonFileSourceConfig.TASK_COUNT, Integer.toString(tasks))
        .with("bounded", "true");
  }
}
