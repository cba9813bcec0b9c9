package io.tidemark.target.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * The classes of one plugin: its own first, so that it may bring other versions of a library than
 * Tidemark's; what it doesn't have, from Tidemark. The JDK's, and those that both sides speak of
 * (rows, batches, the log), are Tidemark's always: twice the same class would be two.
 */
final class PluginClassLoader extends URLClassLoader {

  private static final List<String> SHARED = List.of("io.tidemark.row.", "org.slf4j.");

  private final ClassLoader tidemark;

  PluginClassLoader(String name, URL[] urls, ClassLoader tidemark) {
    super(name, urls, ClassLoader.getPlatformClassLoader());
    this.tidemark = tidemark;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      return tidemark.loadClass(name);
    }
    try {
      return super.loadClass(name, resolve); // the JDK, then its own
    } catch (ClassNotFoundException e) {
      return tidemark.loadClass(name);
    }
  }
}
