package io.tidemark.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A folder of plugins with one that is compiled from a source file, as a user would. */
public final class CompiledPlugin {

  private CompiledPlugin() {}

  /** Compiles into {@code <plugins>/compiled}; answers {@code plugins}. */
  public static Path in(Path plugins, Path source) {
    Path classes = plugins.resolve("compiled");
    try {
      Files.createDirectories(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            source.toString());
    if (status != 0) {
      throw new IllegalStateException(source + " can't be compiled");
    }
    return plugins;
  }
}
