package io.tidemark;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/** The modules between {@code row} and the application, one slice each. */
final class ModuleSlices implements SliceAssignment {

  private static final List<String> MODULES = List.of("files", "delta", "topology");

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    return MODULES.stream()
        .filter(module -> isIn("io.tidemark." + module, type.getPackageName()))
        .findFirst()
        .map(SliceIdentifier::of)
        .orElseGet(SliceIdentifier::ignore);
  }

  @Override
  public String getDescription() {
    return "files, delta and topology";
  }

  private static boolean isIn(String root, String packageName) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }
}
