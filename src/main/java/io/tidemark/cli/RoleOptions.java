package io.tidemark.cli;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which part of a pipeline's work a process takes on. */
final class RoleOptions {

  private static final Map<String, Set<Role>> NAMED = named();

  @Option(
      names = "--role",
      split = ",",
      paramLabel = "ROLE",
      description = {
        "Do only this part of the work: sources, topology or sinks, or of those only delta_sinks or"
            + " other_sinks; several with commas, or given more than once (default: all). Other"
            + " processes on the same Kafka do the rest."
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
      Set<Role> named = NAMED.get(name.strip());
      if (named == null) {
        problems.add(unknown(name));
      } else {
        roles.addAll(named);
      }
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return names.isEmpty() ? EnumSet.allOf(Role.class) : roles;
  }

  private static Problem unknown(String name) {
    return new Problem("--role", "there is no role '" + name + "'", "use one of " + NAMED.keySet());
  }

  private static Map<String, Set<Role>> named() {
    Map<String, Set<Role>> named = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      named.put(role.name().toLowerCase(Locale.ROOT), Set.of(role));
    }
    named.put("sinks", Set.of(Role.DELTA_SINKS, Role.OTHER_SINKS));
    return named;
  }
}
