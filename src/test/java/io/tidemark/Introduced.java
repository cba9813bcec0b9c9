package io.tidemark;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;

/** Methods whose name is ours, not a framework's: no supertype declares one of that name. */
final class Introduced extends DescribedPredicate<JavaMethod> {

  Introduced() {
    super("introduced here");
  }

  @Override
  public boolean test(JavaMethod method) {
    return method.getOwner().getAllRawSuperclasses().stream()
            .flatMap(type -> type.getMethods().stream())
            .noneMatch(m -> m.getName().equals(method.getName()))
        && method.getOwner().getAllRawInterfaces().stream()
            .flatMap(type -> type.getMethods().stream())
            .noneMatch(m -> m.getName().equals(method.getName()));
  }
}
