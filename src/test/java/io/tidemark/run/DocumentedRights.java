package io.tidemark.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that {@code operations.md} lists for a pipeline named {@code orders}. */
final class DocumentedRights {

  private static final Path PAGE = Path.of("docs/operations.md").toAbsolutePath();
  private static final String PIPELINE = "orders";
  private static final Map<String, ResourceType> TYPES =
      Map.of(
          "topic", ResourceType.TOPIC,
          "group", ResourceType.GROUP,
          "transactional-id", ResourceType.TRANSACTIONAL_ID);

  private DocumentedRights() {}

  /** By the commands, for a user, of a pipeline of any name. */
  static Set<AclBinding> commands(String user, String pipeline) {
    Set<AclBinding> bindings = new LinkedHashSet<>();
    String own = "";
    for (String line : lines()) {
      if (line.startsWith("own=")) {
        own = line.replaceAll("own=|\"", "");
      } else if (line.startsWith("$acls ")) {
        bindings.addAll(command(line.replace("$own", own), user, pipeline));
      }
    }
    return bindings;
  }

  /** By the table. */
  static Set<AclBinding> table(String user, String pipeline) {
    Set<AclBinding> bindings = new LinkedHashSet<>();
    for (String line : lines()) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (cells.length > 4 && TYPES.containsKey(cells[1])) {
        String name = cells[2].replace("`", "");
        PatternType pattern = name.endsWith("*") ? PatternType.PREFIXED : PatternType.LITERAL;
        ResourcePattern resource =
            new ResourcePattern(
                TYPES.get(cells[1]), name.replace("*", "").replace(PIPELINE, pipeline), pattern);
        for (String operation : cells[3].split(", ", -1)) {
          bindings.add(binding(resource, operation, user));
        }
      }
    }
    return bindings;
  }

  private static List<AclBinding> command(String line, String user, String pipeline) {
    List<String> words = List.of(line.split("\\s+", -1));
    PatternType pattern = words.contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
    List<String> operations = new ArrayList<>();
    ResourcePattern resource = null;
    for (int i = 0; i < words.size() - 1; i++) {
      String option = words.get(i).replaceFirst("^--", "");
      if (option.equals("operation")) {
        operations.add(words.get(i + 1));
      } else if (TYPES.containsKey(option)) {
        String name = words.get(i + 1).replace(PIPELINE, pipeline);
        resource = new ResourcePattern(TYPES.get(option), name, pattern);
      }
    }
    ResourcePattern granted = resource;
    return operations.stream().map(o -> binding(granted, o, user)).toList();
  }

  private static AclBinding binding(ResourcePattern resource, String operation, String user) {
    AclOperation granted =
        AclOperation.fromString(operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    return new AclBinding(
        resource, new AccessControlEntry("User:" + user, "*", granted, AclPermissionType.ALLOW));
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
