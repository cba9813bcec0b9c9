package io.tidemark.files.read;

import java.io.IOException;

/** The file was changed, replaced or deleted while it was read. The message says which. */
public final class FileChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What happened. */
  public enum Change {
    DELETED("deleted while it was read"),
    CHANGED("changed while it was read");

    private final String text;

    Change(String text) {
      this.text = text;
    }
  }

  private final Change change;

  FileChangedException(Change change) {
    super(change.text);
    this.change = change;
  }

  public Change change() {
    return change;
  }
}
