package io.tidemark.topology.definition;

/**
 * A key of a mapping.
 *
 * @param description one sentence, which editors show
 */
record Key<T>(String name, Shape<T> shape, Need need, String description) {

  enum Need {
    REQUIRED,
    OPTIONAL
  }

  static <T> Key<T> required(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Need.REQUIRED, description);
  }

  static <T> Key<T> optional(String name, Shape<T> shape, String description) {
    return new Key<>(name, shape, Need.OPTIONAL, description);
  }

  /** The description as the end of a sentence. */
  String hint() {
    String text =
        description.endsWith(".")
            ? description.substring(0, description.length() - 1)
            : description;
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
