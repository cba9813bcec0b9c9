package io.tidemark.cli.view;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log of events: lines that stay are events of it, and nothing is redrawn. */
final class EventScreen implements Screen {

  private static final Logger LOG = LoggerFactory.getLogger(EventScreen.class);

  @Override
  public void line(String text) {
    LOG.info("{}", text);
  }

  @Override
  public void show(List<String> block, String line) {
    // progress is told part by part: see RunEvents
  }

  @Override
  public void clear() {
    // what was told stays
  }
}
