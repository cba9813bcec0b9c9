package io.tidemark.run;

import io.tidemark.host.HostServices;
import io.tidemark.target.Targets;
import java.util.Optional;

/**
 * What the parts of a run share.
 *
 * @param targets those that are no Delta tables
 * @param replication of topics that are made; empty: the brokers' default
 */
record RunServices(HostServices host, Targets targets, Optional<Short> replication) {}
