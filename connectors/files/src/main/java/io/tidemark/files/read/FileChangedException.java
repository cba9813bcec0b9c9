package io.tidemark.files.read;

import java.io.IOException;

/** The file was changed, replaced or deleted while it was read. The message says which. */
public final class FileChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  FileChangedException(String message) {
    super(message);
  }
}
