package io.tidemark.cli;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which part of a pipeline's work a process takes on. */
final class RoleOptions {

  @Option(
      names = "--role",
      split = ",",
      paramLabel = "ROLE",
      description = {
        "Do only this part of the work: sources, topology or sinks; several with commas, or given"
            + " more than once (default: all). Other processes on the same Kafka do the rest."
      })
  private List<String> names = new ArrayList<>();

  /**
   * All of them when none is named.
   *
   * @throws UserException with a problem for each name that is none
   */
  Set<Role> roles() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      Arrays.stream(Role.values())
          .filter(role -> text(role).equals(name.strip()))
          .findFirst()
          .ifPresentOrElse(roles::add, () -> problems.add(unknown(name)));
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return names.isEmpty() ? EnumSet.allOf(Role.class) : roles;
  }

  private static Problem unknown(String name) {
    return new Problem(
        "--role",
        "there is no role '" + name + "'",
        "use one of " + Arrays.stream(Role.values()).map(RoleOptions::text).toList());
  }

  private static String text(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
