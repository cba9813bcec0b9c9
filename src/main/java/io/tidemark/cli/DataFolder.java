package io.tidemark.cli;

import java.nio.file.Path;
import java.util.Map;

/** The folder that pipeline files call {@code ${DATA:-data}}. */
final class DataFolder {

  static final String VARIABLE = "DATA";

  private static final String DEFAULT = "data";

  private DataFolder() {}

  /** What the environment says, else {@code data}; as {@code ${DATA:-data}} does. */
  static Path of(Map<String, String> environment) {
    String folder = environment.getOrDefault(VARIABLE, "");
    return Path.of(folder.isEmpty() ? DEFAULT : folder);
  }
}
