package io.tidemark.run;

import io.tidemark.host.HostServices;
import io.tidemark.local.FolderLock;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka of a pipeline for a command that is no run: that of the run that goes on now, or one
 * that is started for the command.
 */
public final class PipelineVisit implements AutoCloseable {

  /** What the command is about to do. */
  public enum Claim {
    /** It looks on, and may do so beside a run. */
    LOOK,
    /** It changes what a run goes on from: there must be none. */
    CHANGE
  }

  private final Path dataFolder;
  private final @Nullable FolderLock lock;
  private final RunKafka kafka;

  private PipelineVisit(Path dataFolder, @Nullable FolderLock lock, RunKafka kafka) {
    this.dataFolder = dataFolder;
    this.lock = lock;
    this.kafka = kafka;
  }

  /**
   * @throws UserException if there is no such Kafka, or a run forbids the change
   */
  public static PipelineVisit open(Path dataFolder, KafkaAccess access, Claim claim)
      throws InterruptedException {
    KafkaAddress address = new KafkaAddress(dataFolder);
    boolean isEmbedded = access instanceof KafkaAccess.Embedded;
    if (isEmbedded && !address.isKnown()) {
      throw new UserException(
          new Problem(
              dataFolder.toString(),
              "no pipeline has run with this data folder yet",
              "run it first, or name another with --data, or its Kafka with --bootstrap-server"));
    }
    Optional<FolderLock> lock = lock(dataFolder, access, claim);
    try {
      if (isEmbedded && lock.isPresent()) {
        address.requireNoneElsewhere();
      }
      RunSettings settings =
          new RunSettings(
              dataFolder,
              lock.isPresent() ? access : running(dataFolder, access),
              Optional.empty());
      return start(new PipelineVisit(dataFolder, lock.orElse(null), RunKafka.bind(settings)));
    } catch (UserException e) {
      lock.ifPresent(FolderLock::close);
      throw e;
    }
  }

  private static PipelineVisit start(PipelineVisit visit) throws InterruptedException {
    try {
      visit.kafka.start(new CountDownLatch(1)); // nobody stops it but a signal
      return visit;
    } catch (UserException e) {
      visit.kafka.close();
      throw e;
    }
  }

  /**
   * Empty when a run has the folder, beside which it is allowed to look on. Who looks on doesn't
   * keep a run from beginning, unless both would start the folder's Kafka.
   */
  private static Optional<FolderLock> lock(Path dataFolder, KafkaAccess access, Claim claim) {
    try {
      return Optional.of(
          claim == Claim.LOOK && access instanceof KafkaAccess.Operated
              ? FolderLock.share(dataFolder)
              : FolderLock.take(dataFolder));
    } catch (UserException e) {
      if (claim == Claim.CHANGE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static KafkaAccess running(Path dataFolder, KafkaAccess access) {
    if (access instanceof KafkaAccess.Operated) {
      return access;
    }
    return new KafkaAddress(dataFolder)
        .read()
        .map(address -> new KafkaAccess.Operated(address, Map.of()))
        .orElseThrow(
            () ->
                new UserException(
                    new Problem(
                        dataFolder.toString(),
                        "a process uses this folder, and its Kafka is not up yet",
                        "try again in a moment")));
  }

  public HostServices host() {
    return kafka.services();
  }

  /** Names in consumer groups of runs with this data folder, none of which goes on now. */
  public Set<String> ownInstances() {
    Set<String> instances = new HashSet<>(ProcessFolder.free(dataFolder));
    ProcessIdentity.find(dataFolder).ifPresent(instances::add);
    return instances;
  }

  @Override
  public void close() {
    kafka.close();
    if (lock != null) {
      lock.close();
    }
  }
}
