package io.riverrank.operators.model;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local disk under a scheme that is not the local disk's, as s3 or hdfs would be. */
public final class TestFileSystemFactory implements FileSystemFactory {
  @Override
  public String getScheme() {
    return "testfs";
  }

  @Override
  public FileSystem create(URI uri) {
    return LocalFileSystem.getSharedInstance();
  }
}
