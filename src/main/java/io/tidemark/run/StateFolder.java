package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says which state lies in this process's folder: that of another one must not be gone on with. */
final class StateFolder {

  private final Path label;

  StateFolder(Path folder, String pipeline) {
    this.label = folder.resolve(pipeline + ".label");
  }

  boolean holds(String state) {
    try {
      return Files.exists(label) && Files.readString(label).equals(state);
    } catch (IOException e) {
      throw problem(e);
    }
  }

  void label(String state) {
    try {
      Files.createDirectories(label.getParent());
      Files.writeString(label, state);
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private UserException problem(IOException e) {
    return new UserException(
        new Problem(
            label.toString(),
            "can't be read or written (" + e + ")",
            "let the user who runs this write to the data folder"),
        e);
  }
}
