package io.tidemark.topology.plan;

/**
 * What is found while a pipeline is planned: what can't run, and what may but is probably not
 * meant.
 */
record Findings(Faults faults, Warnings warnings) {}
