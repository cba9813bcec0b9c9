package io.tidemark.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Which version of a table is meant. */
sealed interface VersionChoice {

  /**
   * {@code 2025-06-22}, {@code 2025-06-22 10:04:45.5}, with {@code T} or an offset: UTC without.
   */
  DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .toFormatter();

  TableSnapshot of(DeltaTable table, SqlText sql);

  /** {@code VERSION AS OF 3}. */
  record ByNumber(long version) implements VersionChoice {

    @Override
    public TableSnapshot of(DeltaTable table, SqlText sql) {
      long newest = table.version();
      if (version > newest) {
        throw new UserException(
            new Problem(
                sql.name(),
                "the table has no version %d yet".formatted(version),
                "the newest is %d; DESCRIBE HISTORY shows all".formatted(newest)));
      }
      return table.snapshot(version);
    }
  }

  /** {@code TIMESTAMP AS OF '2025-06-22 10:00:00'}. */
  record ByTime(Instant time) implements VersionChoice {

    @Override
    public TableSnapshot of(DeltaTable table, SqlText sql) {
      return table.snapshotAt(time);
    }
  }

  /**
   * From DuckDB's syntax tree of {@code AT (VERSION => 3)}.
   *
   * @throws UserException if it isn't a number, or a time in quotes
   */
  static VersionChoice of(JsonNode clause, SqlText sql) {
    String text = clause.at("/expr/literal/text").asText();
    try {
      return clause.path("unit").asText().equalsIgnoreCase("VERSION")
          ? new ByNumber(Long.parseLong(text))
          : new ByTime(instant(text));
    } catch (NumberFormatException | DateTimeException e) {
      throw new UserException(
          new Problem(
              sql.whereByte(clause.at("/expr/query_location").asInt(-1)),
              "'%s' is no version of a table".formatted(text),
              "write VERSION AS OF 3, or TIMESTAMP AS OF '2025-06-22 10:00:00' (UTC)"),
          e);
    }
  }

  private static Instant instant(String text) {
    return (Instant)
        TIME.parseBest(
            text.strip().replace(' ', 'T'),
            Instant::from,
            t -> LocalDateTime.from(t).toInstant(ZoneOffset.UTC),
            t -> LocalDate.from(t).atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
