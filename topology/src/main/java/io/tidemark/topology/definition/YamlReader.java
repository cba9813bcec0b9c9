package io.tidemark.topology.definition;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML text into nodes that know their lines; a key that is there twice is a problem. */
final class YamlReader {

  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final YAMLParser parser;
  private final Variables variables;

  private YamlReader(YAMLParser parser, Variables variables) {
    this.parser = parser;
    this.variables = variables;
  }

  /**
   * The document's root.
   *
   * @throws IOException if the text is not YAML
   */
  static YamlNode read(String text, Variables variables, Place root) throws IOException {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      YamlReader reader = new YamlReader(parser, variables);
      YamlNode node =
          parser.nextToken() == null ? new YamlNode.Scalar(1, "", true) : reader.node(root);
      if (parser.nextToken() != null) {
        root.problemOnLine(
            parser.currentTokenLocation().getLineNr(),
            "a second document begins here",
            "keep one pipeline per file");
      }
      return node;
    }
  }

  private YamlNode node(Place place) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> sequence(place);
      default -> scalar(place);
    };
  }

  private YamlNode mapping(Place place) throws IOException {
    int line = line();
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> keyLines = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      parser.nextToken();
      YamlNode value = node(place.key(key, keyLine));
      if (entries.putIfAbsent(key, value) == null) {
        keyLines.put(key, keyLine);
      } else {
        place.problemOnLine(
            keyLine,
            "key '" + key + "' is there twice, first on line " + keyLines.get(key),
            "keep one of them");
      }
    }
    return new YamlNode.Mapping(line, entries, keyLines);
  }

  private YamlNode sequence(Place place) throws IOException {
    int line = line();
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(place.item(items.size(), line())));
    }
    return new YamlNode.Sequence(line, items);
  }

  private YamlNode scalar(Place place) throws IOException {
    if (parser.isCurrentAlias()) {
      place.problem(
          "a YAML alias (*" + parser.getText() + ") is not taken here",
          "write the value itself; a text that begins with * needs quotes");
      return new YamlNode.Scalar(line(), "", true);
    }
    boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
    String text = isNull ? "" : variables.replace(parser.getText(), place);
    return new YamlNode.Scalar(line(), text, isNull);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
