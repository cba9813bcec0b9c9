package io.tidemark.connect;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.ConnectorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Connect cluster that is to run a pipeline's connectors. */
public final class ConnectCluster {

  private static final ConnectRest.Patience PATIENCE =
      new ConnectRest.Patience(30, Duration.ofSeconds(1));

  private final ConnectRest rest;

  ConnectCluster(ConnectRest rest) {
    this.rest = rest;
  }

  /**
   * @param url of any worker's REST API
   */
  public static ConnectCluster at(String url) {
    return new ConnectCluster(new ConnectRest(url, PATIENCE));
  }

  /**
   * Makes the connectors, or changes those that are there. All are validated first: when one isn't
   * valid, none is made.
   *
   * @throws UserException if the cluster can't be reached, or refuses one; with all that it finds
   */
  public void submit(List<ConnectorConfig> connectors) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (ConnectorConfig connector : connectors) {
      problems.addAll(rest.validate(connector));
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    for (ConnectorConfig connector : connectors) {
      rest.submit(connector);
    }
  }
}
