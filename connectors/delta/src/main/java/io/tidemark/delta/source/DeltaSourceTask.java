package io.tidemark.delta.source;

import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Connect's face of the Delta source. */
public final class DeltaSourceTask extends SourceTask {

  private @Nullable DeltaSourceConfig config;

  @Override
  public void start(Map<String, String> props) {
    try {
      config = new DeltaSourceConfig(props);
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  @Override
  public @Nullable List<SourceRecord> poll() {
    return null;
  }

  @Override
  public void stop() {
    config = null;
  }

  @Override
  public String version() {
    return Versions.current();
  }
}
