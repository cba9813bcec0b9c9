package io.tidemark.delta.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * Zstandard for the pages of one file at a time. Parquet's own factory goes through Hadoop's codecs
 * and streams, at a copy a page and a Hadoop configuration a process.
 */
final class ZstdCodecs implements CompressionCodecFactory {

  /** Above 1, each level costs more time than it saves space on columns. */
  private static final int LEVEL = 1;

  private @Nullable Compressor compressor;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      throw new IllegalStateException("only zstd is written, not " + codec);
    }
    if (compressor == null) {
      compressor = new Compressor();
    }
    return compressor;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new IllegalStateException("only for writing");
  }

  @Override
  public void release() {
    if (compressor != null) {
      compressor.release();
      compressor = null;
    }
  }

  private static final class Compressor implements BytesInputCompressor {

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      return BytesInput.from(context.compress(page.toByteArray()));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      context.close();
    }
  }
}
