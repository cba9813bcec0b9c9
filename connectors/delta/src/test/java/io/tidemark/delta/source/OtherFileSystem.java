package io.tidemark.delta.source;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system that only Hadoop knows: the local disk under the scheme {@code other}. */
public final class OtherFileSystem extends RawLocalFileSystem {

  @Override
  public String getScheme() {
    return "other";
  }

  @Override
  public URI getUri() {
    return URI.create("other:///");
  }
}
