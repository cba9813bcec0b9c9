package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import io.tidemark.topology.plan.PlanChange;
import io.tidemark.topology.plan.PlanChange.WayOut;
import io.tidemark.topology.plan.PlanComparison;
import java.util.ArrayList;
import java.util.List;

/** What differs between a plan and the kept one, as a person reads it. */
public final class ChangeText {

  private ChangeText() {}

  /** A line for each change that is taken over. */
  public static List<String> lines(PlanComparison comparison) {
    return comparison.changes().stream()
        .filter(c -> !(c instanceof PlanChange.Refused))
        .map(ChangeText::line)
        .toList();
  }

  /** All changes: {@code +} is taken over, {@code !} refused, with the way out. */
  public static List<String> diff(PlanComparison comparison) {
    List<String> lines = new ArrayList<>();
    for (PlanChange change : comparison.changes()) {
      if (change instanceof PlanChange.Refused refused) {
        lines.add("! " + refused.where() + ": " + refused.what());
        lines.add("  - " + refused.difference().was());
        lines.add("  + " + refused.difference().is());
        lines.add("  " + remedy(refused.wayOut()));
      } else {
        lines.add("+ " + line(change));
      }
    }
    return lines;
  }

  static Problem problem(PlanChange.Refused refused) {
    return new Problem(
        refused.where(),
        "%s\n  - %s\n  + %s\n  "
            .formatted(refused.what(), refused.difference().was(), refused.difference().is()),
        remedy(refused.wayOut()));
  }

  private static String line(PlanChange change) {
    if (change instanceof PlanChange.TakenOver taken) {
      return taken.where() + ": " + taken.what();
    } else if (change instanceof PlanChange.ColumnsAdded added) {
      return "%s: gets the new columns %s; rows so far have null there"
          .formatted(added.where(), added.columns());
    } else if (change instanceof PlanChange.Placed placed) {
      return placed.kind() == PlanChange.Placed.Kind.INSTEAD
          ? "%s: is written to %s from now on; the rows so far stay in %s"
              .formatted(placed.where(), placed.place(), placed.like())
          : "%s: is written to %s as well from now on; the rows so far are in %s only"
              .formatted(placed.where(), placed.place(), placed.like());
    }
    throw new IllegalStateException("unknown change " + change);
  }

  private static String remedy(WayOut wayOut) {
    if (wayOut instanceof WayOut.ResetTable reset) {
      return "take it back, or let the table begin anew: 'tidemark reset PIPELINE --table %s', or give it another name and path"
          .formatted(reset.table());
    } else if (wayOut instanceof WayOut.LastColumns last) {
      return "put %s behind the others, as with a final select".formatted(last.columns());
    } else if (wayOut instanceof WayOut.NewName) {
      return "take it back, or give it another name and path, so that it is a new one";
    }
    throw new IllegalStateException("unknown way out " + wayOut);
  }
}
