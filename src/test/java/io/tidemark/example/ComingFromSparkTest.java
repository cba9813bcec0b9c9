package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's "Coming from Spark" against the page that names a test for each of its lines. */
class ComingFromSparkTest {

  private static final Path REPOSITORY = Path.of("..");
  private static final Path PAGE = Path.of("docs", "coming-from-spark.md");
  private static final List<String> TESTS =
      List.of(
          "src/test/java",
          "topology/src/test/java",
          "connectors/delta/src/test/java",
          "connectors/files/src/test/java");

  @Test
  void namesATestForEachLine() throws IOException {
    List<String> lines = firstCells(rows(REPOSITORY.resolve("README.md"), "## Coming from Spark"));

    assertThat(lines).hasSizeGreaterThan(20);
    assertThat(firstCells(rows(PAGE, "# Coming from Spark"))).isEqualTo(lines);
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    Set<String> there = testClasses();

    for (List<String> row : rows(PAGE, "# Coming from Spark")) {
      assertThat(row.get(1).split(", ")).as(row.get(0)).isNotEmpty().isSubsetOf(there);
    }
  }

  private static List<String> firstCells(List<List<String>> rows) {
    return rows.stream().map(row -> row.get(0)).toList();
  }

  /** The cells of the table under a heading, without its head. */
  private static List<List<String>> rows(Path file, String heading) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int begin = 0;
    while (!lines.get(begin).startsWith(heading)) {
      begin++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(begin + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      } else if (line.startsWith("| ") && !line.startsWith("| Spark |")) {
        rows.add(List.of(line.substring(2, line.length() - 2).split(" \\| ")));
      }
    }
    return rows;
  }

  private static Set<String> testClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String folder : TESTS) {
      try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
        files.map(f -> f.getFileName().toString()).forEach(names::add);
      }
    }
    return names.stream()
        .filter(name -> name.endsWith(".java"))
        .map(name -> name.substring(0, name.length() - ".java".length()))
        .collect(Collectors.toSet());
  }
}
