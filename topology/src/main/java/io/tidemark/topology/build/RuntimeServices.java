package io.tidemark.topology.build;

/** What a topology needs from the process that runs it. */
public record RuntimeServices(
    InputPositions positions, SourceEnds ends, PipelineProgress progress) {}
