package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is local needs nothing of Hadoop: a run's start must not pay for it. */
class WithoutHadoopIT {

  @TempDir Path temp;

  @Test
  void readsAndArchivesLocalFilesWithoutHadoopOnTheClassPath() throws Exception {
    Path source = temp.resolve("in");
    write(source.resolve("sub/a.json"), "{\"n\":1}\n", 1);
    Path archive = temp.resolve("archive");

    ChildJvm.Result result =
        new ChildJvm(temp.resolve("log"))
            .classPath(withoutHadoop())
            .run(Reading.class, "file://" + source, archive.toString());

    assertThat(result.output()).contains("published 1");
    assertThat(result.exitCode()).isZero();
    assertThat(archive.resolve("sub/a.json")).exists();
  }

  private static String withoutHadoop() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("hadoop"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Reads a folder once. */
  static final class Reading {

    private Reading() {}

    public static void main(String[] arguments) throws IOException {
      TaskRun run =
          TaskRun.of(Path.of("."))
              .with("path", arguments[0])
              .with("recursive", "true")
              .with("clean.source", "archive")
              .with("archive.dir", arguments[1]);
      run.runBounded();
      System.out.println("published " + run.values().size());
    }
  }
}
