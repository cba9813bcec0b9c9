package io.tidemark.delta.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.storage.LocalDataFolder;
import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.parquet.io.LocalInputFile;

/** The files that our own sink writes. */
class OwnFilesPropertyTest {

  @Property(tries = 150)
  void rowsOfAnySchemaAreReadAsTheyWereWritten(@ForAll long seed) throws IOException {
    // Given
    RandomRows random = new RandomRows(seed);
    StructType schema = random.schema();
    List<Row> rows = random.rows(schema, 40);
    Path folder = Files.createTempDirectory("own");
    RowFiles files =
        new RowFiles(
            new FileTarget(
                new LocalDataFolder(folder), schema, List.of(), new FileLimits(1 << 20)));
    for (Row row : rows) {
      files.write(row);
    }
    DataFile file = files.close().get(0);

    // When
    List<Row> read = new ArrayList<>();
    RowLayout layout = new RowLayout(schema, Map.of());
    try (RowFileReader reader =
        RowFileReader.open(new LocalInputFile(Path.of(file.path())), layout)) {
      reader.skipTo(3);
      for (Row row = reader.read(); row != null; row = reader.read()) {
        read.add(row);
      }
    }

    // Then
    RowBatchCodec codec = new RowBatchCodec(schema); // byte arrays in lists are equal only as bytes
    assertThat(codec.encode(read)).isEqualTo(codec.encode(rows.subList(3, 40)));
    Files.delete(Path.of(file.path()));
    Files.delete(folder);
  }
}
