package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.SqlSession;
import io.tidemark.sql.SqlText;
import io.tidemark.sql.output.CsvWriter;
import io.tidemark.sql.output.JsonWriter;
import io.tidemark.sql.output.TableWriter;
import io.tidemark.sql.output.TableWriter.Limits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where results go, and as what. */
final class SqlOutput {

  private static final long ROWS_ON_A_TERMINAL = 1000;

  @ArgGroup private Format format = new Format();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write the (last) result to a file, as its name ends: .json, .csv or .parquet; or as"
              + " --json, --csv or --parquet says.")
  private @Nullable Path file;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Show at most N rows of a table (default: 1000 on a terminal, else all).")
  private @Nullable Long rows;

  /** At most one of these. */
  static final class Format {

    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV with a header.")
    private boolean csv;

    @Option(names = "--parquet", description = "Write a Parquet file; needs --output.")
    private boolean parquet;
  }

  private enum Kind {
    TABLE,
    JSON,
    CSV,
    PARQUET
  }

  /** Whether the last result goes to a file. */
  boolean hasFile() {
    return file != null;
  }

  /** What is wrong with the options; empty if nothing is. */
  String misuse() {
    return format.parquet && file == null ? "--parquet needs --output FILE" : "";
  }

  /** What stands between two results. */
  String divider() {
    return asked() == Kind.TABLE ? "\n" : "";
  }

  /** What prints a result. */
  ResultWriter writer(Terminal terminal, PrintStream out) {
    long most = terminal.isWatched() ? ROWS_ON_A_TERMINAL : Long.MAX_VALUE;
    Limits limits = new Limits(terminal.columns(), rows == null ? most : rows);
    return writer(asked(), out, limits);
  }

  private static ResultWriter writer(Kind kind, PrintStream out, Limits limits) {
    return switch (kind) {
      case JSON -> new JsonWriter(out);
      case CSV -> new CsvWriter(out);
      case TABLE, PARQUET -> new TableWriter(out, limits);
    };
  }

  /** Runs a statement whose result goes to the file, which is there when the result is whole. */
  void save(SqlSession session, SqlText statement) {
    if (file == null) {
      throw new IllegalStateException("no file");
    }
    Kind kind = kind(file);
    if (kind == Kind.PARQUET) {
      session.export(statement, file);
      return;
    }
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
    try {
      try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(unfinished));
          PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
        session.run(statement, writer(kind, out, new Limits(Limits.UNLIMITED, Long.MAX_VALUE)));
        if (out.checkError()) {
          throw new IOException("not all could be written");
        }
      }
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(unfinished, e);
      throw new UserException(
          new Problem(file.toString(), "can't be written: " + e, "choose another file"), e);
    } catch (UserException e) {
      delete(unfinished, e);
      throw e;
    }
  }

  private static void delete(Path unfinished, Exception cause) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private Kind asked() {
    return format.json
        ? Kind.JSON
        : format.csv ? Kind.CSV : format.parquet ? Kind.PARQUET : Kind.TABLE;
  }

  private Kind kind(Path file) {
    if (asked() != Kind.TABLE) {
      return asked();
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json" -> Kind.JSON;
      case "csv" -> Kind.CSV;
      case "parquet" -> Kind.PARQUET;
      case "txt" -> Kind.TABLE;
      default ->
          throw new UserException(
              new Problem(
                  file.toString(),
                  "its name doesn't say what it is to be",
                  "end it in .json, .csv, .parquet or .txt, or add --json, --csv or --parquet"));
    };
  }
}
