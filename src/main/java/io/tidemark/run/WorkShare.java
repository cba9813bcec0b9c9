package io.tidemark.run;

import java.util.Set;

/**
 * What a process takes on of a pipeline's work.
 *
 * @param roles one at least
 * @param isShared whether other processes may work on the pipeline at the same time
 */
record WorkShare(Set<Role> roles, boolean isShared) {

  WorkShare {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("nothing to do");
    }
  }

  boolean has(Role role) {
    return roles.contains(role);
  }
}
