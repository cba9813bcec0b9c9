package io.tidemark.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * The broker's log directory as it is before the broker starts.
 *
 * @param properties whose node and cluster it is
 * @param bootstrap the feature levels that it was formatted with
 */
record BrokerStorage(MetaPropertiesEnsemble properties, BootstrapMetadata bootstrap) {

  /** Formats the folder if it never was, which {@code meta.properties} (written last) tells. */
  static BrokerStorage open(Path folder) throws Exception {
    if (Files.notExists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      format(folder);
    }
    return new BrokerStorage(load(folder), new BootstrapDirectory(folder.toString()).read());
  }

  private static void format(Path folder) throws Exception {
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8"))
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setNodeId(BrokerConfig.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
            .setDirectories(List.of(folder.toString()));
    formatter.run();
  }

  private static MetaPropertiesEnsemble load(Path folder) throws IOException {
    return new MetaPropertiesEnsemble.Loader()
        .addMetadataLogDir(folder.toString())
        .addLogDirs(List.of(folder.toString()))
        .load();
  }
}
