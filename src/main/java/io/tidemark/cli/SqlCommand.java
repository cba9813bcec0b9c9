package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.sql.SqlSession;
import io.tidemark.sql.output.TableWriter.Limits;
import java.io.PrintStream;
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

  @ArgGroup private OutputFormat format = new OutputFormat();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Show at most N rows (default: 1000 on a terminal, else all).")
  private @Nullable Long rows;

  private final Map<String, String> environment;

  SqlCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintStream out = terminal.buffered();
    long most = terminal.isWatched() ? ROWS_ON_A_TERMINAL : Long.MAX_VALUE;
    Limits limits = new Limits(terminal.columns(), rows == null ? most : rows);
    try (SqlSession session = SqlSession.open(warehouse())) {
      session.query(query, format.writer(out, limits));
    } finally {
      out.flush();
    }
    return ExitCode.OK.status();
  }

  private Path warehouse() {
    return warehouse == null ? DataFolder.of(environment).resolve("tables") : warehouse;
  }
}
