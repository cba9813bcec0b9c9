package io.tidemark.delta.table;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** Opens a table's files for reading: without Hadoop where they are on the local disk. */
record TableFiles(TableLocation location, Configuration configuration) {

  /** A data file, by {@link DataFile#path}. */
  InputFile data(String path) throws IOException {
    return location.local().isPresent()
        ? new LocalInputFile(Path.of(path))
        : HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(path), configuration);
  }

  /** What a commit did; empty when the log has no such version. */
  Optional<TableChange> change(long version) throws IOException {
    Optional<InputStream> commit = commit(version);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream open = commit.get()) {
      return Optional.of(CommitReader.read(location, version, open));
    }
  }

  /** A commit's text; empty when the log has no such version. */
  Optional<InputStream> commit(long version) throws IOException {
    try {
      return Optional.of(open("_delta_log/%020d.json".formatted(version)));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The names of all files of the log. */
  List<String> logNames() throws IOException {
    if (location.local().isPresent()) {
      String[] names = location.local().get().resolve("_delta_log").toFile().list();
      return names == null ? List.of() : List.of(names);
    }
    org.apache.hadoop.fs.Path log = new org.apache.hadoop.fs.Path(location.root(), "_delta_log");
    return Arrays.stream(log.getFileSystem(configuration).listStatus(log))
        .map(file -> file.getPath().getName())
        .toList();
  }

  private InputStream open(String path) throws IOException {
    if (location.local().isPresent()) {
      return new BufferedInputStream(
          Files.newInputStream(location.local().get().resolve(path)), 1 << 16);
    }
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(location.root(), path);
    return file.getFileSystem(configuration).open(file);
  }
}
