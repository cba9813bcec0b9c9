package io.tidemark.files.hadoop;

import io.tidemark.row.problem.Causes;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.util.VersionInfo;

/** A class of a file system that isn't on the class path: Hadoop's own jars have few of them. */
record MissingLibrary(String className) {

  /** If that is why a file system can't be had. */
  static Optional<MissingLibrary> of(Throwable failure) {
    return Causes.of(failure)
        .filter(t -> t instanceof ClassNotFoundException || t instanceof NoClassDefFoundError)
        .map(t -> String.valueOf(t.getMessage()).replaceFirst("^Class (\\S+) not found$", "$1"))
        .map(name -> new MissingLibrary(name.replace('/', '.')))
        .findFirst();
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
