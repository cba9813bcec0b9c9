package io.tidemark.monitor.health;

import java.time.Instant;

/**
 * Why a run is not healthy.
 *
 * @param part of the run: {@code Kafka}, {@code topology}, {@code table order_lines}
 * @param what is wrong with it
 */
public record Reason(String part, String what, Instant since) {}
