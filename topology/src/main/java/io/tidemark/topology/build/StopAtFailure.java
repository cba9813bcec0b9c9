package io.tidemark.topology.build;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A failure stops the topology. Unlike Kafka Streams' own handler it does not log it: the failure
 * goes on to the uncaught exception handler, and whoever runs the topology tells it, once.
 */
public final class StopAtFailure implements ProcessingExceptionHandler {

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    return Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {}
}
