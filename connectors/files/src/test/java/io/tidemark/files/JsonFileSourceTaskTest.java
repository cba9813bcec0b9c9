package io.tidemark.files;

import static io.tidemark.files.TestFiles.gzip;
import static io.tidemark.files.TestFiles.write;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileSourceTaskTest {

  @TempDir Path folder;

  private TaskRun run;

  @BeforeEach
  void configure() {
    run = TaskRun.of(folder);
  }

  @Nested
  class Records {

    @Test
    void areTheOriginalBytesWithFileAndPosition() throws IOException {
      write(folder.resolve("a b%ü.json"), "{\"n\": 1.50}\n{ \"n\" :2 }\n", 1);

      run.runBounded();

      SourceRecord second = run.committed().get(1);
      assertThat(second.topic()).isEqualTo("orders");
      assertThat(second.kafkaPartition()).isNull();
      assertThat(second.timestamp()).isNull();
      assertThat(second.key()).isNull();
      assertThat(second.valueSchema()).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
      assertThat(TaskRun.value(second)).isEqualTo("{ \"n\" :2 }");
      assertThat(TaskRun.file(second)).isEqualTo("a b%ü.json");
      assertThat(TaskRun.position(second)).isEqualTo(12);
    }

    @Test
    void haveTheKeyFieldsTextAsTheirKey() throws IOException {
      write(
          folder.resolve("a.json"),
          "{\"x\":{\"id\":\"no\"},\"id\":\"ä\"}\n{\"id\":12.50}\n{\"id\":null}\n{\"x\":1}\n{\"id\":{}}\nid\n",
          1);

      run.with("key.field", "id").runBounded();

      assertThat(run.committed())
          .extracting(
              record -> record.key() == null ? null : new String((byte[]) record.key(), UTF_8))
          .containsExactly("ä", "12.50", null, null, null, null);
    }

    @Test
    void comeFromTheOldestFileFirstThenByName() throws IOException {
      write(folder.resolve("c.json"), "{\"n\":1}", 10);
      write(folder.resolve("b.json"), "{\"n\":3}", 20);
      write(folder.resolve("a.json"), "{\"n\":2}", 20);

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void areReadFromGzipFilesOfSeveralMembers() throws IOException {
      byte[] one = gzip("{\"n\":1}\n{\"n\":");
      byte[] two = gzip("2}\n");
      byte[] both = Arrays.copyOf(one, one.length + two.length);
      System.arraycopy(two, 0, both, one.length, two.length);
      write(folder.resolve("a.json.gz"), both, 1);

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    }
  }

  @Nested
  class Transactions {

    @Test
    void takeManySmallFilesTogether() throws IOException {
      for (int i = 0; i < 25; i++) {
        write(folder.resolve("f" + i), "{\"n\":" + i + "}", i);
      }

      assertThat(run.with("max.files.per.trigger", "10").runBounded()).containsExactly(10, 10, 5);
    }

    @Test
    void takeALargeFileInParts() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n{\"n\":5}\n", 1);

      assertThat(run.with("max.bytes.per.trigger", "14").runBounded()).containsExactly(2, 2, 1);
    }

    @Test
    void sayInTheLastRecordOfAFileThatItIsDone() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);

      run.runBounded();

      assertThat(TaskRun.offset(run.committed().get(0)))
          .contains(entry("position", 0L), entry("records", 0L), entry("done", false));
      assertThat(run.offset("a.json"))
          .contains(
              entry("size", 16L),
              entry("mtime", 1_767_225_601_000_000_000L),
              entry("position", 16L),
              entry("records", 2L),
              entry("done", true));
    }

    @Test
    void endAFileExactlyWithItsLastRecordEvenWhenTheyAreFull() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n\n", 1);

      assertThat(run.with("max.bytes.per.trigger", "14").runBounded()).containsExactly(2);

      assertThat(run.offset("a.json")).contains(entry("done", true));
    }
  }

  @Nested
  class ARestart {

    @Test
    void readsNothingAgain() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n", 10);
      run.runBounded();

      List<Integer> transactions = run.runBounded();

      assertThat(transactions).isEmpty();
      assertThat(run.values()).hasSize(1);
    }

    @Test
    void goesOnWithinAFileWhereItsLastTransactionEnded() throws IOException {
      write(folder.resolve("a.json"), "[{\"n\":1},\n{\"n\":2},\n{\"n\":3}]", 1);
      run.with("multiline", "true").with("max.bytes.per.trigger", "14").start().pollAndCommit();

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
      assertThat(TaskRun.position(run.committed().get(2))).isEqualTo(19);
    }

    @Test
    void repeatsATransactionThatWasNotCommitted() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1);
      run.with("max.bytes.per.trigger", "7").start().pollAndCommit();
      run.poll();

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void goesOnInAFileThatGrewMeanwhile() throws IOException {
      Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);
      run.with("max.bytes.per.trigger", "7").start().pollAndCommit();
      write(file, "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 2);

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void readsAFileAsANewVersionWhenWhatWasReadOfItHasChanged() throws IOException {
      Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);
      run.with("max.bytes.per.trigger", "7").start().pollAndCommit();
      write(file, "{\"n\":7}\n{\"n\":8}\n", 2);

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":7}", "{\"n\":8}");
      assertThat(run.deadLetters())
          .containsExactly(
              "the file was replaced while it was read; 1 of the records of its content before"
                  + " had been published");
    }

    @Test
    void goesOnInACompressedFile() throws IOException {
      write(folder.resolve("a.gz"), gzip("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n"), 1);
      run.with("max.bytes.per.trigger", "7").start().pollAndCommit();

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void knowsItsFilesWhenAFolderIsAdded() throws IOException {
      write(folder.resolve("x/a.json"), "{\"n\":1}\n", 1);
      write(folder.resolve("y/a.json"), "{\"n\":2}\n", 2);
      run.with("path", folder.resolve("x").toString()).runBounded();

      run.with("path", folder.resolve("x") + "," + folder.resolve("y")).runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
      assertThat(run.metric("files-new-version-total")).isZero();
    }
  }

  @Nested
  class AFileThatIsBad {

    @Test
    void withARecordTooLargeLosesOnlyThatRecord() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n{\"text\":\"xxxxxxxx\"}\n{\"n\":2}\n", 1);

      run.with("max.record.bytes", "10").with("dead.letter.topic", "bad").runBounded();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
      assertThat(run.deadLetters())
          .containsExactly("the record has 19 bytes, more than the 10 allowed");
      assertThat(run.committed().get(1).topic()).isEqualTo("bad");
      assertThat(run.metric("records-set-aside-total")).isEqualTo(1);
    }

    @Test
    void withARecordTooLargeStopsTheSourceIfItShallFailFast() throws IOException {
      Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"text\":\"xxxxxxxx\"}\n", 1);
      run.with("max.record.bytes", "10").with("bad.records", "fail_fast");

      assertThatThrownBy(run::runBounded)
          .isInstanceOf(ConnectException.class)
          .hasCauseInstanceOf(UserException.class)
          .hasMessage(
              file
                  + ", position 8: the record has 19 bytes, more than the 10 allowed; mend or remove"
                  + " it, or set bad_records to dead_letter");
    }

    @Test
    void inUtf16IsSetAsideByName() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n".getBytes(UTF_16), 1);
      write(folder.resolve("b.json"), "{\"n\":2}\n", 2);

      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":2}");
      assertThat(run.deadLetters())
          .containsExactly(
              "the text is encoded in UTF-16, not in UTF-8; convert it to UTF-8, for instance with"
                  + " iconv");
      assertThat(run.offset("a.json")).contains(entry("done", true));
    }

    @Test
    void compressedAndTruncatedIsPublishedUpToThere() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        text.append("{\"n\":\"").append(Integer.toHexString(i * 7919)).append("\"}\n");
      }
      byte[] whole = gzip(text.toString());
      write(folder.resolve("a.gz"), Arrays.copyOf(whole, whole.length / 2), 1);

      run.runBounded();

      assertThat(run.values()).hasSizeBetween(1000, 9000).last().asString().endsWith("}");
      assertThat(run.deadLetters()).containsExactly("the compressed file ends too early");
      assertThat(run.offset("a.gz")).contains(entry("done", true));
    }

    @Test
    void compressedByNameOnlyIsSetAside() throws IOException {
      write(folder.resolve("a.json.gz"), "{\"n\":1}\n", 1);

      run.runBounded();

      assertThat(run.deadLetters())
          .containsExactly("the compressed file is damaged: it is not in gzip format");
    }

    @Test
    void isNotReadAgainAfterARestart() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n".getBytes(UTF_16), 1);
      write(folder.resolve("b.json.gz"), "{\"n\":1}\n", 2);
      run.runBounded();

      assertThat(run.runBounded()).isEmpty();
    }
  }

  @Nested
  class AFileThatChangesWhileItIsRead {

    @Test
    void andIsDeletedIsPublishedNoFurtherAndToldOf() throws IOException {
      Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1);
      write(folder.resolve("b.json"), "{\"n\":4}\n", 2);
      run.with("max.bytes.per.trigger", "7").start().pollAndCommit();
      Files.delete(file);

      run.pollAndCommit();

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":4}");
      assertThat(run.deadLetters())
          .containsExactly(
              "the file was deleted while it was read; 1 of its records had been published");
    }

    @Test
    void andIsReplacedIsReadInFullAsItIsNow() throws IOException {
      Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1);
      run.with("max.bytes.per.trigger", "7")
          .with("poll.interval.ms", "10")
          .with("bounded", "true")
          .start()
          .pollAndCommit();
      Path other = write(folder.resolve(".other"), "{\"n\":7}\n{\"n\":8}\n{\"n\":9}\n", 2);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

      while (run.pollAndCommit() != null) {
        // up to the end
      }

      assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":7}", "{\"n\":8}", "{\"n\":9}");
      assertThat(run.deadLetters()).hasSize(1);
    }

    @Test
    void andIsCutIsPublishedNoFurther() throws IOException {
      Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1);
      run.with("max.bytes.per.trigger", "7").with("bounded", "true").start().pollAndCommit();
      write(file, "", 3);

      while (run.pollAndCommit() != null) {
        // up to the end
      }

      assertThat(run.values()).containsExactly("{\"n\":1}");
      assertThat(run.metric("files-failed-total")).isEqualTo(1);
      assertThat(run.offset("a.json")).contains(entry("done", true), entry("size", 0L));
    }
  }

  @Nested
  class AFileThatCannotBeRead {

    private Path closed;

    @BeforeEach
    void closeAFile() throws IOException {
      closed = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
      write(folder.resolve("b.json"), "{\"n\":2}\n", 2);
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
      assumeThat(Files.isReadable(closed)).as("the user may read anything").isFalse();
    }

    @Test
    void doesNotKeepTheOthersFromBeingRead() {
      run.runBounded();

      assertThat(run.values()).containsExactly("{\"n\":2}");
      assertThat(run.metric("files-failed-total")).isEqualTo(1);
    }

    @Test
    void isReadOnceItCanBe() throws IOException {
      run.with("poll.interval.ms", "10").start().pollAndCommit();
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));

      await()
          .pollInSameThread()
          .untilAsserted(
              () -> {
                run.pollAndCommit();
                assertThat(run.values()).containsExactly("{\"n\":2}", "{\"n\":1}");
              });
      run.stop();
    }
  }

  @Nested
  class Metrics {

    @Test
    void countEachFileEitherAsWaitingOrAsProcessed() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
      write(folder.resolve("b.json"), "{\"n\":2}\n", 2);
      write(folder.resolve("c.json"), "{\"n\":3}\n", 3);

      run.with("max.files.per.trigger", "1").start().poll();

      assertThat(run.metric("files-processed-total")).isEqualTo(1);
      assertThat(run.metric("files-waiting")).isEqualTo(2);
    }

    @Test
    void countWhatWasPublished() throws IOException {
      write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);
      write(folder.resolve("b.json"), "", 2);

      run.runBounded();

      assertThat(run.metric("files-processed-total")).isEqualTo(2);
      assertThat(run.metric("records-published-total")).isEqualTo(2);
      assertThat(run.metric("bytes-published-total")).isEqualTo(14);
      assertThat(run.metric("records-set-aside-total")).isZero();
      assertThat(run.metric("files-duplicate-total")).isZero();
      assertThat(run.metric("files-waiting")).isZero();
    }
  }
}
