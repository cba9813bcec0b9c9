package io.tidemark.cli;

import io.tidemark.cli.view.Terminal;
import io.tidemark.read.BatchRead;
import io.tidemark.read.InferredSchema;
import io.tidemark.read.PipelineTable;
import io.tidemark.read.ReadInput;
import io.tidemark.read.ReadReport;
import io.tidemark.read.RecordRows;
import io.tidemark.read.SchemaTree;
import io.tidemark.row.DdlException;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.DeltaSchemas;
import io.tidemark.sql.ResultWriter;
import io.tidemark.sql.output.TableWriter.Limits;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidemark read}: JSON files, once, without Kafka: their schema and their rows. */
@Command(
    name = "read",
    description =
        "Read JSON files once, without Kafka: show their schema, and their rows, or what steps"
            + " would make of them.",
    mixinStandardHelpOptions = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark read data/orders",
      "  tidemark read day1.json --step 'explode_outer: items' \\",
      "      --step 'select: [order_id, items.price]' --csv",
      "  tidemark read --pipeline orders.yaml --table order_lines",
    })
final class ReadCommand implements Callable<Integer> {

  private static final long ROWS_OF_A_TABLE = 20;
  private static final Limits NO_LIMITS = new Limits(Limits.UNLIMITED, Long.MAX_VALUE);

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions files = new InputOptions();

  @Option(
      names = "--schema",
      paramLabel = "DDL",
      description =
          "The columns, as Spark DDL: \"order_id STRING, items ARRAY<STRUCT<price: DOUBLE>>\""
              + " (default: found by reading all records).")
  private @Nullable String schema;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description =
          "A step as in a pipeline file: 'select: [order_id, items]'. May be given several times;"
              + " steps are done in this order.")
  private List<String> steps = List.of();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "Do the steps of this pipeline's table instead; without PATH, on the files it names.")
  private @Nullable Path pipeline;

  @Option(names = "--table", paramLabel = "NAME", description = "Which table of the pipeline.")
  private @Nullable String table;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most N rows (default: 20; with --json or --csv, all).")
  private @Nullable Long limit;

  @ArgGroup private OutputFormat format = new OutputFormat();

  ReadCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    checkOptions();
    LogFile.warnOnly(terminal.err());
    PrintStream out = terminal.buffered();
    try {
      if (pipeline == null) {
        read(files.input(Optional.empty()).orElseThrow(() -> misused("which files?")), out);
      } else {
        readTable(pipeline, out);
      }
    } finally {
      out.flush();
    }
    return ExitCode.OK.status();
  }

  private void checkOptions() {
    if (pipeline == null && table != null) {
      throw misused("--table names a table of a pipeline: add --pipeline FILE");
    }
    if (pipeline != null && (schema != null || !steps.isEmpty())) {
      throw misused("a pipeline has its own schema and steps: not --schema or --step as well");
    }
    if (limit != null && limit < 0) {
      throw misused("--limit can't be below 0");
    }
  }

  private void readTable(Path file, PrintStream out) {
    PipelineTable found =
        PipelineTable.find(
            PipelinePlan.load(file, environment, new DeltaSchemas()), file.toString(), table);
    ReadInput input =
        files
            .input(found.files())
            .orElseThrow(
                () ->
                    new UserException(
                        new Problem(
                            file.toString(),
                            "the source of table '" + found.name() + "' has no files",
                            "say which files to read: tidemark read PATH --pipeline …")));
    show(input, found.rows(), out);
  }

  private void read(ReadInput input, PrintStream out) {
    if (schema != null) {
      show(input, RecordRows.ofSteps(parsed(schema), steps, environment), out);
      return;
    }
    InferredSchema inferred = InferredSchema.of(input);
    RecordRows rows = RecordRows.ofSteps(inferred.schema(), steps, environment);
    if (format.isTable()) {
      ReadReport.found(inferred).forEach(out::println);
      out.println();
    }
    show(input, rows, out);
  }

  private void show(ReadInput input, RecordRows rows, PrintStream out) {
    out.flush();
    BatchRead read = new BatchRead(input, rows);
    if (!format.isTable()) {
      long most = limit == null ? Long.MAX_VALUE : limit;
      summary(read.run(format.writer(out, NO_LIMITS), most), terminal.err());
      return;
    }
    List<String> tree = SchemaTree.lines(rows.schema());
    long most = limit == null ? ROWS_OF_A_TABLE : limit;
    BatchRead.Outcome outcome;
    if (most == 0) {
      outcome = read.count();
      tree.forEach(out::println);
    } else {
      Limits limits = new Limits(terminal.columns(), most, "--limit");
      ResultWriter table = format.writer(out, limits);
      // One row more than it shows tells it that there is more.
      outcome = read.run(new HeadedWriter(tree, out, table), Math.max(most, most + 1));
    }
    out.println();
    summary(outcome, out);
  }

  private static void summary(BatchRead.Outcome outcome, PrintStream to) {
    ReadReport.summary(outcome.counts(), outcome.rows()).forEach(to::println);
  }

  private static StructType parsed(String ddl) {
    try {
      return StructType.fromDdl(ddl);
    } catch (DdlException e) {
      throw new UserException(new Problem("--schema", String.valueOf(e.getMessage())), e);
    }
  }

  private ParameterException misused(String what) {
    if (spec == null) {
      throw new IllegalStateException(what);
    }
    return new ParameterException(spec.commandLine(), what);
  }
}
