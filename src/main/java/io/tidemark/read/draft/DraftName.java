package io.tidemark.read.draft;

import io.tidemark.files.discovery.SourcePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** A name for a pipeline, taken from what it reads. */
final class DraftName {

  /** Leaves room for what is put behind it. */
  private static final int MOST_CHARACTERS = 40;

  private static final String OTHERWISE = "records";
  private static final Pattern EXTENSIONS =
      Pattern.compile("(\\.(json|jsonl|ndjson|txt|log|gz))+$", Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]+");
  private static final Pattern EDGES = Pattern.compile("^[_-]+|[_-]+$");

  private DraftName() {}

  /** The name of a folder, or of a file without its extensions. */
  static String of(String path) {
    Path named = Files.exists(Path.of(path)) ? Path.of(path) : SourcePath.parse(path).folder();
    Path last = named.toAbsolutePath().normalize().getFileName();
    String text = last == null ? "" : last.toString();
    String ascii = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    String name = NOT_IN_NAMES.matcher(EXTENSIONS.matcher(ascii).replaceFirst("")).replaceAll("_");
    String trimmed = EDGES.matcher(name).replaceAll("");
    String cut = trimmed.substring(0, Math.min(trimmed.length(), MOST_CHARACTERS));
    return cut.isEmpty() ? OTHERWISE : cut;
  }
}
