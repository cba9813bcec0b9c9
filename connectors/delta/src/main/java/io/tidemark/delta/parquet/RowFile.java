package io.tidemark.delta.parquet;

import io.tidemark.delta.storage.DataFolder;
import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file being written. Its first rows are held back, to see which columns are worth a
 * dictionary; the file is made when they are written. Owned by one thread.
 */
final class RowFile {

  private static final int SAMPLE_ROWS = 4096;

  /** Asking for the size costs a look at each column. */
  private static final int SIZE_CHECK_ROWS = 1024;

  private final Layout layout;
  private final String path;
  private final Map<String, @Nullable String> partitionValues;
  private final NotANumbers notANumbers = new NotANumbers();
  private final ZstdCodecs codecs = new ZstdCodecs();
  private final List<Row> sample = new ArrayList<>();
  private @Nullable ParquetWriter<Row> writer;
  private long rows;
  private long sizeBytes;

  /**
   * What the files of one table have in common.
   *
   * @param schema of the files: without the partition columns
   * @param rowGroupBytes how much of a file is held in memory, about
   * @param indexedColumns how many columns get statistics in Delta's log
   */
  record Layout(DataFolder folder, StructType schema, long rowGroupBytes, int indexedColumns) {}

  /**
   * @param path relative to the table
   */
  RowFile(Layout layout, String path, Map<String, @Nullable String> partitionValues) {
    this.layout = layout;
    this.path = path;
    this.partitionValues = partitionValues;
  }

  String path() {
    return path;
  }

  /** Rows in memory as they came; once there are enough of them, none. */
  int heldRows() {
    return sample.size();
  }

  /** Whether the file has been begun, and so holds a row group in memory. */
  boolean isBegun() {
    return writer != null;
  }

  /** About how large the file would be if it were closed now. */
  long sizeBytes() {
    return sizeBytes;
  }

  void write(Row row) throws IOException {
    rows++;
    if (writer != null) {
      writer.write(row);
      if (rows % SIZE_CHECK_ROWS == 0) {
        sizeBytes = writer.getDataSize();
      }
    } else {
      sample.add(row);
      if (sample.size() == SAMPLE_ROWS) {
        begin();
      }
    }
  }

  /** Completes the file; it is on the disk then, its name not yet. */
  DataFile close() throws IOException {
    ParquetWriter<Row> open = writer == null ? begin() : writer;
    open.close();
    codecs.release();
    FooterStatistics statistics =
        new FooterStatistics(open.getFooter(), notANumbers, layout.indexedColumns());
    return new DataFile(
        layout.folder().absolute(path),
        partitionValues,
        layout.folder().sizeBytes(path),
        System.currentTimeMillis(),
        statistics.json(layout.schema()));
  }

  /** Gives the file up, and deletes what there is of it. */
  void abandon() throws IOException {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      codecs.release();
      layout.folder().delete(path);
    }
  }

  private ParquetWriter<Row> begin() throws IOException {
    Builder builder =
        new Builder(layout.folder().file(path), layout.schema(), notANumbers)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withCodecFactory(codecs)
            .withRowGroupSize(layout.rowGroupBytes())
            .withSizeStatisticsEnabled(false)
            .withDictionaryEncoding(false);
    for (String column : LowCardinality.columns(layout.schema(), sample)) {
      builder.withDictionaryEncoding(column, true);
    }
    ParquetWriter<Row> begun = builder.build();
    writer = begun;
    for (Row row : sample) {
      begun.write(row);
    }
    sample.clear();
    sizeBytes = begun.getDataSize();
    return begun;
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {

    private final StructType schema;
    private final NotANumbers notANumbers;

    Builder(OutputFile file, StructType schema, NotANumbers notANumbers) {
      super(file);
      this.schema = schema;
      this.notANumbers = notANumbers;
      withConf(new PlainParquetConfiguration());
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport(schema, notANumbers);
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport(schema, notANumbers);
    }
  }
}
