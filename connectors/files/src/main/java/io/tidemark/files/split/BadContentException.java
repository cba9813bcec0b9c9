package io.tidemark.files.split;

import java.io.IOException;

/**
 * The content can't be read on from here, and will not be better when it is read again: a damaged
 * compressed file, an encoding that is not UTF-8. The message is the reason, for a person.
 */
public final class BadContentException extends IOException {

  private static final long serialVersionUID = 1L;

  public BadContentException(String reason) {
    super(reason);
  }
}
