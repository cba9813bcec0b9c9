package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with stand-ins for Maven and Java that note how they were called. */
class LauncherIT {

  private static final Path LAUNCHER = Path.of("..", "tidemark");
  private static final String JAR = "src/target/tidemark/lib/tidemark.jar";

  @TempDir private Path folder;
  private Path home;
  private Path calls;

  @BeforeEach
  void makeACheckoutAndAJdk() throws IOException {
    home = Files.createDirectories(folder.resolve("a checkout"));
    calls = Files.createFile(folder.resolve("calls"));
    Files.copy(LAUNCHER, home.resolve("tidemark"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    for (String module : List.of("connectors", "connectors/row", "topology", "src")) {
      Files.writeString(
          Files.createDirectories(home.resolve(module)).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(home.resolve("src/Main.java"), "class Main {}");
    jdk("17.0.15");
    script(
        folder.resolve("bin/mvn"),
        "echo mvn >>\"$CALLS\"\ncd \"$HOME_DIR\"\nmkdir -p src/target/tidemark/lib connectors/row/target topology/target\n: >\"$HOME_DIR/"
            + JAR
            + "\"");
  }

  @Test
  void buildsOnFirstUseAndSaysSoInOneLine() throws Exception {
    Result result = tidemark("--version");

    assertThat(result.status()).isZero();
    assertThat(result.output())
        .matches(
            "Building Tidemark \\(first use\\) \\.\\.\\. \\d+ s, preparing quick starts \\.\\.\\. \\d+ s\nran --version\n");
    assertThat(calls()).containsExactly("mvn", "archive", "run");
  }

  @Test
  void justRunsTheSecondTime() throws Exception {
    tidemark("--version");

    assertThat(tidemark("plan", "a b.yaml").output()).isEqualTo("ran plan a b.yaml\n");
    assertThat(calls()).containsExactly("mvn", "archive", "run", "run");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    tidemark("--version");
    touch(home.resolve("src/Main.java"));

    assertThat(tidemark("--version").output()).startsWith("Building Tidemark (sources changed)");
  }

  @Test
  void doesNotBuildAgainForTestsDocumentsAndExamples() throws Exception {
    Path test = Files.createDirectories(home.resolve("topology/src/test")).resolve("T.java");
    Path example = Files.createDirectories(home.resolve("topology/examples")).resolve("x.yaml");
    Path readme = home.resolve("src/README.md");
    for (Path file : List.of(test, example, readme)) {
      Files.createFile(file);
    }
    tidemark("--version");
    for (Path file : List.of(test, example, readme)) {
      touch(file);
    }

    assertThat(tidemark("--version").output()).isEqualTo("ran --version\n");
  }

  @Test
  void makesTheArchiveAgainWhenAJarChanged() throws Exception {
    tidemark("--version");
    touch(home.resolve(JAR));

    assertThat(tidemark("--version").output()).startsWith("Preparing quick starts ... ");
  }

  @Test
  void makesTheArchiveAgainForAnotherJdkAndAnotherFolder() throws Exception {
    tidemark("--version");
    jdk("21.0.1");
    assertThat(tidemark("--version").output()).startsWith("Preparing quick starts ... ");

    home = Files.move(home, folder.resolve("moved"));
    assertThat(tidemark("--version").output()).startsWith("Preparing quick starts ... ");
  }

  @Test
  void buildsOnceWhenTwoStartAtOnce() throws Exception {
    List<Process> both = List.of(start(home, Map.of()), start(home, Map.of()));

    for (Process process : both) {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(calls()).containsOnlyOnce("mvn").containsOnlyOnce("archive");
  }

  @Test
  void takesOverTheLockOfABuilderThatIsGone() throws Exception {
    Path lock = Files.createDirectories(home.resolve("src/target/tidemark/lock"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

    assertThat(tidemark("--version").status()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
    script(folder.resolve("bin/mvn"), "echo '[ERROR] no such symbol'; exit 1");

    Result result = tidemark("--version");

    assertThat(result.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(result.output())
        .contains("[ERROR] no such symbol")
        .endsWith("error: the build failed; nothing was run\n");
    assertThat(home.resolve("src/target/tidemark/lock")).doesNotExist();
  }

  @Test
  void runsWithoutAnArchiveWhenItCanNotBeMade() throws Exception {
    script(folder.resolve("jdk/bin/java"), "case $* in *ArchiveClasses*) exit 1;; esac; echo ran");

    assertThat(tidemark("--version").output())
        .contains("failed, so starts stay slow")
        .endsWith("ran\n");
    assertThat(tidemark("--version").output()).isEqualTo("ran\n");
  }

  @Test
  void refusesAnOldJava() throws Exception {
    jdk("11.0.2");

    Result result = tidemark("--version");

    assertThat(result.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(result.output()).contains("is Java 11.0.2; Tidemark needs 17 or newer");
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "find", "head", "cat", "mkdir", "rm")) {
      script(tools.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }

    Result result = result(start(home, Map.of("PATH", tools.toString()), "--version"));

    assertThat(result.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(result.output()).startsWith("error: no mvn found");
  }

  @Test
  void saysThatJavaHomeIsWrong() throws Exception {
    Result result = result(start(home, Map.of("JAVA_HOME", "/nowhere"), "--version"));

    assertThat(result.status()).isEqualTo(ExitCode.PROBLEM.status());
    assertThat(result.output()).startsWith("error: JAVA_HOME is /nowhere, but");
  }

  @Test
  void runsThroughALinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("tm"), home.resolve("tidemark"));
    ProcessBuilder command = command(link, Map.of(), "sql", "SELECT 1");

    Result result = result(command.directory(folder.toFile()).start());

    assertThat(result.output()).endsWith("ran sql SELECT 1\n");
  }

  @Test
  void letsTheUserChooseMemoryAndGarbageCollector() throws Exception {
    Map<String, String> options = Map.of("TIDEMARK_JAVA_OPTS", "-Xmx3g -XX:+UseG1GC");

    result(start(home, options, "run", "x.yaml"));

    String line = Files.readString(folder.resolve("options"));
    assertThat(line).contains("-Xmx3g", "-XX:+UseG1GC").doesNotContain("SerialGC");
    assertThat(line.indexOf("-Xmx1g")).isLessThan(line.indexOf("-Xmx3g"));
  }

  private record Result(int status, String output) {}

  private Result tidemark(String... arguments) throws IOException, InterruptedException {
    return result(start(home, Map.of(), arguments));
  }

  private Process start(Path checkout, Map<String, String> env, String... arguments)
      throws IOException {
    return command(checkout.resolve("tidemark"), env, arguments).start();
  }

  private ProcessBuilder command(Path launcher, Map<String, String> env, String... arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
    command.environment().keySet().removeIf(name -> name.startsWith("TIDEMARK_"));
    command.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    command.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    command.environment().put("CALLS", calls.toString());
    command.environment().put("HOME_DIR", home.toString());
    command.environment().putAll(env);
    return command;
  }

  private static Result result(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

  /** A JDK of this version, whose java tells what it is to run. */
  private void jdk(String version) throws IOException {
    Path jdk = folder.resolve("jdk");
    script(
        jdk.resolve("bin/java"),
        """
        for word in "$@"; do
          case $word in
            -XX:ArchiveClassesAtExit=*)
              echo archive >>"$CALLS"
              : >"${word#*=}"
              exit 0
              ;;
          esac
        done
        echo run >>"$CALLS"
        echo "$*" >"$(dirname "$CALLS")/options"
        while [ "$1" != -jar ]; do shift; done
        shift 2
        echo "ran $*"
        """);
    script(jdk.resolve("bin/javac"), "");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes it newer than all that a launcher did before. */
  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }
}
