package io.tidemark.delta.table;

import io.tidemark.row.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out why a table's log could not be read, after the fact: Delta Standalone's exceptions
 * don't say it in a way that helps.
 */
final class LogDiagnosis {

  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final Pattern CHECKPOINT =
      Pattern.compile("\\d{20}\\.checkpoint\\.[\\w.-]*parquet");

  private final TableFiles files;

  LogDiagnosis(TableFiles files) {
    this.files = files;
  }

  /** What to tell the user of a read that ended in {@code failure}. */
  Problem of(Throwable failure) {
    try {
      List<Long> versions = versions();
      return protocol(versions)
          .or(() -> gap(versions))
          .or(() -> damagedCommit(versions))
          .or(() -> damagedCheckpoint(failure))
          .orElseGet(() -> other(failure));
    } catch (IOException e) {
      failure.addSuppressed(e);
      return other(failure);
    }
  }

  /** What to tell the user of a table that needs this writer version. */
  Problem againstWriting(int version) {
    TableProtocol versionOnly =
        new TableProtocol(TableProtocol.READER, version, List.of(), List.of());
    return newestProtocolOr(versionOnly)
        .againstWriting(files.location())
        .orElseThrow(() -> new IllegalStateException("writer version " + version + " is fine"));
  }

  /** The commit that has it may have been cleaned up: then it is in a checkpoint only. */
  private TableProtocol newestProtocolOr(TableProtocol otherwise) {
    try {
      return newestProtocol(versions()).orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }

  /** Those in the log as commits, in order. */
  private List<Long> versions() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (String name : files.logNames()) {
      Matcher commit = COMMIT.matcher(name);
      if (commit.matches()) {
        versions.add(Long.parseLong(commit.group(1)));
      }
    }
    versions.sort(Comparator.naturalOrder());
    return versions;
  }

  private Optional<Problem> protocol(List<Long> versions) {
    return newestProtocol(versions).flatMap(p -> p.againstReading(files.location()));
  }

  private Optional<TableProtocol> newestProtocol(List<Long> versions) {
    List<TableProtocol> newest = new ArrayList<>();
    for (int i = versions.size() - 1; i >= 0 && newest.isEmpty(); i--) {
      read(
          versions.get(i),
          action -> {
            if (action.kind().equals("protocol")) {
              newest.add(TableProtocol.of(action));
            }
          });
    }
    return newest.stream().findFirst();
  }

  private Optional<Problem> gap(List<Long> versions) {
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i) != versions.get(i - 1) + 1) {
        return Optional.of(
            problem(
                "version %d is missing from the table's log, although there are later ones"
                    .formatted(versions.get(i - 1) + 1),
                "restore _delta_log/%020d.json from a copy".formatted(versions.get(i - 1) + 1)));
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> damagedCommit(List<Long> versions) {
    for (long version : versions) {
      Optional<IOException> damage = read(version, action -> {});
      if (damage.isPresent()) {
        return Optional.of(damagedCommit(version, damage.get()));
      }
    }
    return Optional.empty();
  }

  /** What to tell the user of a commit whose text is not one. */
  Problem damagedCommit(long version, Throwable damage) {
    return problem(
        "version %d of the table's log is damaged: %s"
            .formatted(version, LogErrors.firstLine(damage)),
        "restore _delta_log/%020d.json from a copy".formatted(version));
  }

  private Optional<Problem> damagedCheckpoint(Throwable failure) {
    Matcher checkpoint = CHECKPOINT.matcher(String.valueOf(failure.getMessage()));
    return checkpoint.find()
        ? Optional.of(
            problem(
                "a checkpoint of the table's log is damaged: " + LogErrors.firstLine(failure),
                "if all commits before it are still there, from version 0 or another checkpoint on,"
                    + " delete _delta_log/%s and _delta_log/_last_checkpoint"
                        .formatted(checkpoint.group())))
        : Optional.empty();
  }

  private Problem other(Throwable failure) {
    return problem(
        "the table's log can't be read: " + LogErrors.firstLine(failure),
        "see _delta_log in the table's folder");
  }

  private Problem problem(String what, String remedy) {
    return new Problem(files.location().text(), what, remedy);
  }

  private Optional<IOException> read(long version, Consumer<JsonAction> consumer) {
    try {
      Optional<InputStream> commit = files.commit(version);
      if (commit.isPresent()) {
        try (InputStream open = commit.get()) {
          JsonAction.readAll(open, consumer);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }
}
