package io.tidemark.target.plugin;

import io.tidemark.row.batch.BatchWriter;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds classes by name: on Tidemark's own class path, or in a folder of plugins, as Kafka
 * Connect's {@code plugin.path} has them. Each jar in that folder, and each folder in it (with jars
 * or classes), is a plugin with a class loader of its own.
 */
public final class Plugins {

  private final Optional<Path> folder;
  private final Map<String, ClassLoader> loaders;

  private Plugins(Optional<Path> folder, Map<String, ClassLoader> loaders) {
    this.folder = folder;
    this.loaders = loaders;
  }

  /** No folder: only the class path. */
  public static Plugins none() {
    return new Plugins(Optional.empty(), Map.of());
  }

  /**
   * The plugins of a folder.
   *
   * @throws UserException if there is no such folder
   */
  public static Plugins in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          new Problem("--plugins", "there is no folder " + folder, "name the folder of the jars"));
    }
    Map<String, ClassLoader> loaders = new LinkedHashMap<>();
    for (Path plugin : entries(folder)) {
      URL[] urls = urls(plugin);
      if (urls.length > 0) {
        String name = plugin.getFileName().toString();
        loaders.put(
            name, new PluginClassLoader(name, urls, PluginClassLoader.class.getClassLoader()));
      }
    }
    return new Plugins(Optional.of(folder), loaders);
  }

  /**
   * A new object of a class.
   *
   * @param where the class is named, for problems
   * @throws UserException if there is no such class, or two, or it is none to be called
   */
  public BatchWriter writer(String className, String where) {
    Class<?> found = find(className, where);
    if (!BatchWriter.class.isAssignableFrom(found)) {
      throw problem(
          where,
          "class " + className + " is no " + BatchWriter.class.getName(),
          "let it implement that interface");
    } else if (found.isInterface() || Modifier.isAbstract(found.getModifiers())) {
      throw problem(where, "class " + className + " is abstract", "name a class that isn't");
    }
    try {
      return (BatchWriter) found.getConstructor().newInstance();
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw problem(
          where,
          "class " + className + " has no public constructor without parameters",
          "give it one; what it needs to know comes with open()");
    } catch (InvocationTargetException e) {
      throw new UserException(
          new Problem(where, className + " could not be made: " + e.getCause()), e.getCause());
    } catch (InstantiationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Class<?> find(String className, String where) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      // perhaps it is a plugin's
    }
    Map<String, Class<?>> found = new LinkedHashMap<>();
    loaders.forEach(
        (plugin, loader) -> {
          try {
            found.put(plugin, loader.loadClass(className));
          } catch (ClassNotFoundException e) {
            // not in this one
          } catch (LinkageError e) {
            throw new UserException(
                new Problem(
                    where,
                    "class %s in plugin %s can't be used: %s".formatted(className, plugin, e)),
                e);
          }
        });
    if (found.size() > 1) {
      throw problem(
          where,
          "class " + className + " is in several plugins: " + String.join(", ", found.keySet()),
          "keep it in one of them");
    }
    return found.values().stream().findFirst().orElseThrow(() -> missing(className, where));
  }

  private UserException missing(String className, String where) {
    String places =
        folder
            .map(
                f -> ", nor in a plugin of " + f + " (" + String.join(", ", loaders.keySet()) + ")")
            .orElse("");
    return problem(
        where,
        "there is no class " + className + " on the class path" + places,
        "put its jar into a folder and name that with --plugins");
  }

  private static UserException problem(String where, String what, String remedy) {
    return new UserException(new Problem(where, what, remedy));
  }

  /** A jar; or a folder's own classes and all jars in it. */
  private static URL[] urls(Path plugin) {
    List<Path> paths = new ArrayList<>();
    if (Files.isDirectory(plugin)) {
      paths.add(plugin);
      entries(plugin).stream().filter(Plugins::isJar).forEach(paths::add);
    } else if (isJar(plugin)) {
      paths.add(plugin);
    }
    return paths.stream().map(Plugins::url).toArray(URL[]::new);
  }

  private static boolean isJar(Path path) {
    return path.toString().endsWith(".jar");
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
