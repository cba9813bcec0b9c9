package io.tidemark.delta.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;

/** A Parquet file without rows, as engines write them now and then. */
final class EmptyParquet {

  private EmptyParquet() {}

  static void write(Path file) {
    try {
      ExampleParquetWriter.builder(new LocalOutputFile(file))
          .withConf(new PlainParquetConfiguration())
          .withType(MessageTypeParser.parseMessageType("message m { optional int64 id; }"))
          .build()
          .close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
