package io.tidemark.topology.definition;

import java.util.regex.Pattern;

/** Names of pipelines, sources and tables, which are parts of topic and consumer group names. */
final class Names {

  static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

  private static final Pattern NAME = Pattern.compile(PATTERN);
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private Names() {}

  static String check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' can't be a name; a name has up to 64 letters, digits, '_' and '-', and begins with"
              + " a letter or digit");
    }
    return name;
  }

  static String checkTopic(String name) {
    if (!TOPIC.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' can't be a topic; a topic's name has up to 249 letters, digits, '.', '_' and '-'");
    }
    return name;
  }
}
