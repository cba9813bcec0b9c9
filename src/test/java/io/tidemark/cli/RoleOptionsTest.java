package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.problem.UserException;
import io.tidemark.run.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RoleOptionsTest {

  @Test
  void sinksAreThoseOfDeltaTablesAndAllOthers() {
    assertThat(roles("--role=topology,sinks"))
        .containsExactlyInAnyOrder(Role.TOPOLOGY, Role.DELTA_SINKS, Role.OTHER_SINKS);
    assertThat(roles("--role=topology", "--role=other_sinks"))
        .containsExactlyInAnyOrder(Role.TOPOLOGY, Role.OTHER_SINKS);
  }

  @Test
  void withoutARoleAllOfThemAreTaken() {
    assertThat(roles()).containsExactlyInAnyOrder(Role.values());
  }

  @Test
  void aRoleThatIsNoneIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> roles("--role=sink"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--role: there is no role 'sink'; use one of [sources, topology, delta_sinks,"
                + " other_sinks, sinks]");
  }

  private static Set<Role> roles(String... arguments) {
    RoleOptions options = new RoleOptions();
    new CommandLine(options).parseArgs(arguments);
    return options.roles();
  }
}
