package io.tidemark.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.StructType;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents by grammar and damaged ones, from files to rows, in a process of 512 MB that must end:
 * rows out and records set aside are records in. {@code -Dtidemark.random.documents}: how many of
 * each kind (20,000); {@code -Dtidemark.random.seed}.
 */
class RandomJsonIT {

  private static final String DOCUMENTS = System.getProperty("tidemark.random.documents", "20000");
  private static final String SEED = System.getProperty("tidemark.random.seed", "1");

  @TempDir Path temp;

  @Test
  void eachDocumentIsARowInJsonLines() throws Exception {
    assertThat(read("false", "whole")).contains("records " + DOCUMENTS + " rows " + DOCUMENTS);
  }

  @Test
  void eachDocumentIsARowOverManyLinesAndInArrays() throws Exception {
    assertThat(read("true", "whole")).contains("records " + DOCUMENTS + " rows " + DOCUMENTS);
  }

  @Test
  void eachDamagedDocumentInJsonLinesHarmsOnlyItself() throws Exception {
    assertThat(read("false", "damaged")).contains(" lost 0 ").contains("accounted true");
  }

  @Test
  void damagedDocumentsOverManyLinesAreRowsOrSetAside() throws Exception {
    assertThat(read("true", "damaged")).contains("accounted true");
  }

  private String read(String multiline, String kind) throws Exception {
    ChildJvm.Result result =
        new ChildJvm(temp.resolve("log"))
            .option("-Xmx512m")
            .run(Reading.class, temp.toString(), multiline, kind, DOCUMENTS, SEED);
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("permissive rows too true");
    return result.output();
  }

  /** Writes files of documents and reads them to rows. */
  static final class Reading {

    /** Takes any of the documents: text can be anything. */
    private static final StructType TEXTS = StructType.fromDdl("n INT, a STRING, abc STRING");

    private static final StructType TYPES =
        StructType.fromDdl("n INT, a DOUBLE, ab ARRAY<INT>, abc STRUCT<a: INT, b: STRING>");

    private static final int IN_A_FILE = 500;

    private final JsonRowReader strict = new JsonRowReader(TEXTS, Mode.STRICT);
    private final JsonRowReader permissive = new JsonRowReader(TYPES, Mode.PERMISSIVE);
    private final BitSet untouched = new BitSet();
    private final BitSet seen = new BitSet();
    private long records;
    private long rows;
    private long badRecords;
    private long refused;
    private long permissiveRows;

    public static void main(String[] arguments) throws IOException {
      Path folder = Files.createDirectories(Path.of(arguments[0], "in"));
      boolean isMultiline = Boolean.parseBoolean(arguments[1]);
      boolean isDamaged = arguments[2].equals("damaged");
      Random random = new Random(Long.parseLong(arguments[4]));
      Reading reading = new Reading();
      int count = Integer.parseInt(arguments[3]);
      for (int first = 0; first < count; first += IN_A_FILE) {
        int until = Math.min(count, first + IN_A_FILE);
        byte[] content = reading.content(random, first, until, isMultiline, isDamaged);
        Files.write(folder.resolve(first + ".json"), content);
      }
      reading.read(folder, isMultiline);
    }

    private byte[] content(
        Random random, int first, int until, boolean isMultiline, boolean isDamaged)
        throws IOException {
      RandomJson json = new RandomJson(random);
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      boolean isArray = isMultiline && random.nextBoolean();
      content.writeBytes((isArray ? "[" : "").getBytes(UTF_8));
      for (int n = first; n < until; n++) {
        byte[] document = json.object(n).getBytes(UTF_8);
        boolean isHarmed = isDamaged && random.nextInt(4) == 0;
        untouched.set(n, !isHarmed);
        content.writeBytes(isHarmed ? json.damaged(document) : document);
        content.writeBytes((isArray && n + 1 < until ? ",\n" : "\n").getBytes(UTF_8));
      }
      content.writeBytes((isArray ? "]" : "").getBytes(UTF_8));
      return content.toByteArray();
    }

    private void read(Path folder, boolean isMultiline) {
      TaskRun run =
          TaskRun.of(folder)
              .with("multiline", String.valueOf(isMultiline))
              .with("settle.ms", "0")
              .to(this::take);
      run.runBounded();
      long published = run.metric("records-published-total");
      long setAside = run.metric("records-set-aside-total");
      untouched.andNot(seen);
      System.out.printf(
          "records %d rows %d bad %d lost %d accounted %s%n",
          records,
          rows,
          badRecords,
          untouched.cardinality(),
          rows + badRecords == published && refused == setAside && records == published);
      System.out.println("permissive rows too " + (permissiveRows == published));
    }

    private void take(SourceRecord record) {
      if (!record.topic().equals("orders")) {
        refused++;
        return;
      }
      records++;
      byte[] value = (byte[]) record.value();
      try {
        Object n = permissive.read(value).value(0);
        permissiveRows++;
        if (n instanceof Integer number && number >= 0) {
          seen.set(number);
        }
        strict.read(value);
        rows++;
      } catch (BadRecordException e) {
        badRecords++;
      }
    }
  }
}
