package io.tidemark.delta.source.parquet;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** A Parquet file as some other writer lays it out. */
final class ParquetFile {

  private final Path path;
  private final MessageType schema;
  private final List<Group> records = new ArrayList<>();
  private final Map<String, String> footer = new HashMap<>();
  private CompressionCodecName codec = CompressionCodecName.UNCOMPRESSED;
  private int rowsPerGroup = Integer.MAX_VALUE;

  /**
   * @param fields in Parquet's own words: {@code required int32 a; optional binary b (UTF8);}
   */
  ParquetFile(Path path, String fields) {
    this.path = path;
    this.schema = MessageTypeParser.parseMessageType("message m { " + fields + " }");
  }

  ParquetFile compressed(CompressionCodecName name) {
    this.codec = name;
    return this;
  }

  ParquetFile footer(String key, String value) {
    footer.put(key, value);
    return this;
  }

  ParquetFile inGroupsOf(int rows) {
    this.rowsPerGroup = rows;
    return this;
  }

  /** A record to fill. */
  Group add() {
    Group record = new SimpleGroup(schema);
    records.add(record);
    return record;
  }

  ParquetFile write() throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(codec)
            .withExtraMetaData(footer)
            .withRowGroupRowCountLimit(rowsPerGroup)
            .build()) {
      for (Group record : records) {
        writer.write(record);
      }
    }
    return this;
  }

  /** All rows, with these columns. */
  List<Row> read(String ddl) throws IOException {
    return read(ddl, Map.of(), 0);
  }

  List<Row> read(String ddl, Map<String, @Nullable Object> constants, long firstRow)
      throws IOException {
    RowLayout layout = new RowLayout(StructType.fromDdl(ddl), constants);
    try (RowFileReader reader = RowFileReader.open(new LocalInputFile(path), layout)) {
      reader.skipTo(firstRow);
      List<Row> rows = new ArrayList<>();
      for (Row row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
      return rows;
    }
  }
}
