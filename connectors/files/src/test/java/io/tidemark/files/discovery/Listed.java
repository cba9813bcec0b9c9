package io.tidemark.files.discovery;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.discovery.DiscoveryOptions.Mode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Lists once, for tests. */
record Listed(List<String> names, long failures) {

  static Listed of(Depth depth, String... paths) throws IOException, InterruptedException {
    List<SourcePath> sourcePaths = new ArrayList<>();
    for (String path : paths) {
      sourcePaths.add(SourcePath.parse(path));
    }
    DiscoveryOptions options =
        new DiscoveryOptions(
            sourcePaths,
            depth,
            Mode.BOUNDED,
            Duration.ZERO,
            Duration.ofMillis(10),
            Optional.empty());
    AtomicLong failures = new AtomicLong();
    try (FileDiscovery discovery = FileDiscovery.start(options, InstantSource.system(), failures)) {
      List<String> names = new ArrayList<>();
      for (FoundFile found : discovery.take(Integer.MAX_VALUE)) {
        names.add(found.file().name());
        discovery.done(found);
      }
      return new Listed(names, failures.get());
    }
  }
}
