package io.tidemark.topology.definition;

/** Where in the file something is read, and where its problems go. */
record Place(Findings findings, String path, int line) {

  static Place root(Findings findings) {
    return new Place(findings, "", 1);
  }

  Place key(String key, int line) {
    return at(path.isEmpty() ? key : path + "." + key, line);
  }

  Place item(int index, int line) {
    return at(path + "[" + index + "]", line);
  }

  private Place at(String deeper, int deeperLine) {
    findings.line(deeper, deeperLine);
    return new Place(findings, deeper, deeperLine);
  }

  /** The last key of the path: the name of what is read here. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  void problem(String what, String remedy) {
    findings.add(new Findings.Finding(path, line, what, remedy));
  }

  void problemOnLine(int otherLine, String what, String remedy) {
    findings.add(new Findings.Finding(path, otherLine, what, remedy));
  }
}
