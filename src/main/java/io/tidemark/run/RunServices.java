package io.tidemark.run;

import io.tidemark.host.HostServices;
import io.tidemark.target.Targets;

/**
 * What the parts of a run share.
 *
 * @param targets those that are no Delta tables
 */
record RunServices(HostServices host, Targets targets) {}
