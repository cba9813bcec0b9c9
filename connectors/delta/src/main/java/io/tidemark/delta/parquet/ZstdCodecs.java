package io.tidemark.delta.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
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
    private byte[] room = new byte[0];

    @Override
    public BytesInput compress(BytesInput page) {
      ByteBuffer bytes = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), copy -> {});
      int bound = Math.toIntExact(Zstd.compressBound(bytes.remaining()));
      if (room.length < bound) {
        room = new byte[bound];
      }
      int length =
          context.compressByteArray(
              room,
              0,
              room.length,
              bytes.array(),
              bytes.arrayOffset() + bytes.position(),
              bytes.remaining());
      return BytesInput.from(Arrays.copyOf(room, length));
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
