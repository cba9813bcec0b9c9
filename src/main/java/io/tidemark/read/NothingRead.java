package io.tidemark.read;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;

/** Tells why there is nothing to show. */
final class NothingRead {

  private NothingRead() {}

  /**
   * Makes sure that a record was read.
   *
   * @throws UserException if not, with what there was instead
   */
  static void check(ReadInput input, ReadCounts counts) {
    if (counts.records() > counts.bad()) {
      return;
    }
    throw new UserException(problems(input, counts), null);
  }

  private static List<Problem> problems(ReadInput input, ReadCounts counts) {
    List<Problem> problems = new ArrayList<>();
    counts.unreadableFiles().forEach(file -> problems.add(new Problem("", file)));
    if (counts.bad() > 0) {
      for (BadRecord record : counts.badRecords()) {
        problems.add(new Problem(record.file() + ", byte " + record.position(), record.reason()));
      }
      problems.add(
          new Problem(input.text(), Counted.of(counts.bad(), "bad record") + " and no good one"));
    } else if (counts.files() > 0) {
      problems.add(new Problem(input.text(), "no JSON in " + Counted.of(counts.files(), "file")));
    } else if (counts.unreadable() == 0) {
      problems.add(noFile(input));
    }
    return problems;
  }

  private static Problem noFile(ReadInput input) {
    String deeper = input.depth() == Depth.SUBFOLDERS ? "" : "--recursive looks into subfolders; ";
    return new Problem(
        input.text(),
        "there is no file to read",
        deeper + "what begins with . or _, or ends in .tmp, .part or .crdownload, is left alone");
  }
}
