package io.tidemark.files.hadoop;

import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;

/** A class of a file system that isn't on the class path: Hadoop's own jars have few of them. */
record MissingLibrary(String className) {

  /** If that is why a file system can't be had. */
  static Optional<MissingLibrary> of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ClassNotFoundException || t instanceof NoClassDefFoundError) {
        String name = String.valueOf(t.getMessage()).replaceFirst("^Class (\\S+) not found$", "$1");
        return Optional.of(new MissingLibrary(name.replace('/', '.')));
      }
    }
    return Optional.empty();
  }

  /** What is missing for URIs of this scheme, and where it goes. */
  String text(URI root) {
    String library =
        root.getScheme().equals("s3a")
            ? "hadoop-aws %s and the AWS SDK".formatted(VersionInfo.getVersion())
            : "the library of that file system";
    return ("%s needs %s on the class path (there is no class %s): name the jars in TIDEMARK_CLASSPATH,"
            + " or put them beside the plugin's ('mvn package -Ps3 -pl connectors/s3' collects those"
            + " of s3a)")
        .formatted(root, library, className);
  }
}
