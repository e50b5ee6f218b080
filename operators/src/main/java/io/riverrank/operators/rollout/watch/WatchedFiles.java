package io.riverrank.operators.rollout.watch;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The files of a watched place, on this machine or on one of Flink's file systems. */
final class WatchedFiles {
  private static final String LOCAL = "file";

  private final boolean local;
  private final String root;

  /**
   * @param uri a path, which is of this machine, or a URI
   */
  WatchedFiles(String uri) {
    // As rerank.model.uri is read: what has no scheme is a path, whatever Flink's default is.
    boolean hasScheme = uri.contains(":/");
    this.local = !hasScheme || uri.startsWith(LOCAL + ":");
    String place = local && hasScheme ? new Path(uri).getPath() : uri;
    String named = local ? java.nio.file.Path.of(place).toAbsolutePath().toString() : place;
    this.root = named.replaceFirst("(?<=.)/+$", "");
  }

  /** The place itself, without a slash at its end; a path if it is of this machine. */
  String root() {
    return root;
  }

  /**
   * @throws FileNotFoundException if there is nothing
   */
  FileStatus status(String file) throws IOException {
    Path path = path(file);
    return path.getFileSystem().getFileStatus(path);
  }

  /** Names of what is right below the root. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (local) {
      // Flink's own list of a local folder takes what is before a colon in a name for a scheme.
      String[] found = new File(root).list();
      if (found == null) {
        throw new IOException("%s can't be listed; give the job's user that right".formatted(root));
      }
      return List.of(found);
    }
    Path path = path(root);
    for (FileStatus status : path.getFileSystem().listStatus(path)) {
      names.add(status.getPath().getName());
    }
    return names;
  }

  /** The first bytes of a file as text; null if they are none. */
  @Nullable
  String text(String file, int limit) throws IOException {
    Path path = path(file);
    FileSystem fileSystem = path.getFileSystem();
    try (InputStream in = fileSystem.open(path)) {
      byte[] bytes = in.readNBytes(limit);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private Path path(String file) {
    // A bucket alone has a path with the slash only; elsewhere Flink takes it off.
    return local ? new Path(LOCAL, null, file) : new Path(file + "/");
  }
}
