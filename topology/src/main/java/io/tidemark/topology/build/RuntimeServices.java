package io.tidemark.topology.build;

/**
 * What a topology needs from the process that runs it.
 *
 * @param starts where tables begin that do not get all that is read
 */
public record RuntimeServices(
    InputPositions positions, SourceEnds ends, PipelineProgress progress, TableStarts starts) {

  /** Every table gets all that is read. */
  public RuntimeServices(InputPositions positions, SourceEnds ends, PipelineProgress progress) {
    this(positions, ends, progress, TableStarts.NONE);
  }
}
