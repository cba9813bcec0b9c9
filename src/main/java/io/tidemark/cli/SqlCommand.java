package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.SqlSession;
import io.tidemark.sql.output.CsvWriter;
import io.tidemark.sql.output.JsonWriter;
import io.tidemark.sql.output.TableWriter;
import io.tidemark.sql.output.TableWriter.Limits;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark sql}: one query over Delta tables, printed. */
@Command(
    name = "sql",
    description = "Query Delta tables.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nA table is named by its folder, or by its name in the warehouse:%n",
    footer = {
      "  tidemark sql \"SELECT * FROM delta.\\`data/tables/order_lines\\` LIMIT 5\"",
      "  tidemark sql \"SELECT country, sum(revenue) FROM revenue_by_country GROUP BY country\"",
      "  tidemark sql \"SHOW TABLES\"",
    })
final class SqlCommand implements Callable<Integer> {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long ROWS_ON_A_TERMINAL = 1000;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "QUERY",
      description = "A SELECT, in DuckDB's dialect; `names` may be quoted as in Spark.")
  private String query = "";

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "The folder whose tables have names (default: tables in $${DATA:-data}).")
  private @Nullable Path warehouse;

  @ArgGroup private @Nullable Format format;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Show at most N rows (default: 1000 on a terminal, else all).")
  private @Nullable Long rows;

  /** At most one of these. */
  static final class Format {
    @Option(names = "--json", description = "Print an array of JSON objects.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV with a header.")
    private boolean csv;
  }

  private final Map<String, String> environment;

  SqlCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(terminal.out(), BUFFER_BYTES), false, StandardCharsets.UTF_8);
    try (SqlSession session = SqlSession.open(warehouse())) {
      session.query(query, writer(out));
    } finally {
      out.flush();
    }
    return ExitCode.OK.status();
  }

  private Path warehouse() {
    return warehouse == null ? DataFolder.of(environment).resolve("tables") : warehouse;
  }

  private ResultWriter writer(PrintStream out) {
    if (format != null && format.json) {
      return new JsonWriter(out);
    } else if (format != null && format.csv) {
      return new CsvWriter(out);
    }
    long most = terminal.isWatched() ? ROWS_ON_A_TERMINAL : Long.MAX_VALUE;
    return new TableWriter(out, new Limits(terminal.columns(), rows == null ? most : rows));
  }
}
