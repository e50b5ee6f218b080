package io.riverrank.job.backfill.input;

import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.options.SettingsException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Finds the files of an input: a file, a folder with all that is below it, or a glob. Names that
 * begin with {@code _} or {@code .} are passed over, unless they are named themselves.
 */
public final class InputFiles {

  /** A name with a colon in it, such as a time's, has none. */
  private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/");

  private static final Pattern TO_THE_FIRST_GLOB = Pattern.compile("([^*?\\[{]*/)?(.*)");

  private InputFiles() {}

  /**
   * The files of all inputs, in the order that decides the order of their records: by path.
   *
   * @param format of all of them; null to go by their names
   * @throws SettingsException if there are none, or one can't be read or told
   */
  public static List<InputFile> find(List<String> inputs, @Nullable InputFormat format) {
    List<InputFile> files = new ArrayList<>();
    for (String input : inputs) {
      List<FileStatus> found = find(input);
      if (found.isEmpty()) {
        throw new SettingsException(
            "%s has no files to read; names that begin with '_' or '.' are passed over"
                .formatted(input));
      }
      found.forEach(status -> files.add(inputFile(status, format)));
    }
    return files.stream().distinct().sorted(Comparator.comparing(InputFile::path)).toList();
  }

  /** Whether an input would take in a file, were it there. */
  public static boolean covers(String input, Path file) {
    try {
      if (isGlob(input) && !exists(input)) {
        Path root = globRoot(input);
        return isBelow(root, file)
            && matcher(input, globPattern(input)).matches(relative(root, file));
      }
      return isBelow(absolute(input), file);
    } catch (IOException | IllegalArgumentException e) {
      // What is wrong with the input is said where it is read.
      return false;
    }
  }

  private static boolean isBelow(Path folder, Path file) {
    return java.nio.file.Path.of(file.getPath())
        .startsWith(java.nio.file.Path.of(folder.getPath()));
  }

  private static boolean isGlob(String input) {
    return input.matches(".*[*?\\[{].*");
  }

  private static Path globRoot(String glob) throws IOException {
    Matcher parts = TO_THE_FIRST_GLOB.matcher(glob);
    parts.matches();
    return absolute(parts.group(1) == null ? "." : parts.group(1));
  }

  private static String globPattern(String glob) {
    Matcher parts = TO_THE_FIRST_GLOB.matcher(glob);
    parts.matches();
    return parts.group(2);
  }

  private static java.nio.file.Path relative(Path root, Path file) {
    return java.nio.file.Path.of(root.getPath()).relativize(java.nio.file.Path.of(file.getPath()));
  }

  private static List<FileStatus> find(String input) {
    try {
      return isGlob(input) && !exists(input) ? matching(input) : below(input);
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new SettingsException(
          "%s is on a file system that this Flink doesn't know; put its plugin into Flink's plugins/ folder, or copy the files"
              .formatted(input));
    } catch (FileNotFoundException e) {
      throw new SettingsException("there is no file or folder " + input);
    } catch (IOException e) {
      throw new SettingsException("%s can't be read: %s".formatted(input, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("'%s' is no path: %s".formatted(input, e.getMessage()));
    }
  }

  private static boolean exists(String input) throws IOException {
    Path path = absolute(input);
    return path.getFileSystem().exists(path);
  }

  private static List<FileStatus> below(String input) throws IOException {
    Path path = absolute(input);
    FileSystem fileSystem = path.getFileSystem();
    FileStatus status = fileSystem.getFileStatus(path);
    List<FileStatus> files = new ArrayList<>();
    if (status.isDir()) {
      collect(fileSystem, path, files);
    } else {
      files.add(status);
    }
    return files;
  }

  private static List<FileStatus> matching(String glob) throws IOException {
    Path root = globRoot(glob);
    PathMatcher matcher = matcher(glob, globPattern(glob));
    List<FileStatus> files = new ArrayList<>();
    if (root.getFileSystem().exists(root)) {
      collect(root.getFileSystem(), root, files);
    }
    files.removeIf(file -> !matcher.matches(relative(root, file.getPath())));
    return files;
  }

  private static PathMatcher matcher(String glob, String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new SettingsException("'%s' is no glob: %s".formatted(glob, e.getDescription()));
    }
  }

  private static void collect(FileSystem fileSystem, Path folder, List<FileStatus> into)
      throws IOException {
    for (FileStatus child : children(fileSystem, folder)) {
      String name = child.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (child.isDir()) {
        collect(fileSystem, child.getPath(), into);
      } else {
        into.add(child);
      }
    }
  }

  private static List<FileStatus> children(FileSystem fileSystem, Path folder) throws IOException {
    if (isLocal(folder)) {
      return localChildren(fileSystem, folder);
    }
    FileStatus[] children = fileSystem.listStatus(folder);
    if (children == null) {
      throw new IOException("the folder %s can't be listed".formatted(folder));
    }
    return List.of(children);
  }

  /** Flink's own list of a local folder takes what is before a colon in a name for a scheme. */
  private static List<FileStatus> localChildren(FileSystem fileSystem, Path folder)
      throws IOException {
    List<FileStatus> children = new ArrayList<>();
    try (DirectoryStream<java.nio.file.Path> files =
        Files.newDirectoryStream(java.nio.file.Path.of(folder.getPath()))) {
      for (java.nio.file.Path file : files) {
        children.add(fileSystem.getFileStatus(new Path("file", null, file.toString())));
      }
    } catch (AccessDeniedException e) {
      throw new IOException("the folder %s can't be listed".formatted(folder), e);
    }
    return children;
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static InputFile inputFile(FileStatus status, @Nullable InputFormat format) {
    Path path = status.getPath();
    InputFormat known =
        format != null
            ? format
            : InputFormat.ofName(path.getName())
                .orElseThrow(
                    () ->
                        new SettingsException(
                            "the name of %s doesn't say its format; name the files by a glob, or say --format"
                                .formatted(path)));
    if (isLocal(path) && !Files.isReadable(java.nio.file.Path.of(path.getPath()))) {
      throw new SettingsException("%s can't be read; give yourself the permission".formatted(path));
    }
    return new InputFile(path.toString(), status.getLen(), status.getModificationTime(), known);
  }

  /**
   * With a scheme, so that every task manager means the same. Every character of a path stands for
   * itself, also behind {@code file:}; nothing is an escape.
   *
   * @throws IllegalArgumentException if it is no path
   */
  public static Path absolute(String path) throws IOException {
    if (!HAS_SCHEME.matcher(path).lookingAt()) {
      java.nio.file.Path local = java.nio.file.Path.of(path).toAbsolutePath().normalize();
      return new Path("file", null, local.toString());
    }
    // A folder may be written with a slash at its end, and Java writes existing ones so.
    Path written = new Path(withoutSlash(path));
    return written.makeQualified(written.getFileSystem());
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
