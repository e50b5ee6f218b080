package io.riverrank.operators.natives.openvino;

import io.riverrank.operators.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The header of a shared library for Linux, by the ELF-64 object file format: which processor it is
 * for, and where its last part ends.
 */
final class SharedObject {
  private static final int MAGIC = 0x7f454c46;
  private static final int HEADER_BYTES = 64;
  private static final int SECTION_BYTES = 64;
  private static final int X86_64 = 62;

  private SharedObject() {}

  /**
   * @throws ModelException if the file is no library, is for another processor, or ends too early
   */
  static void requireLoadable(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      while (header.hasRemaining() && channel.read(header) > 0) {
        // Until the header is whole or the file ends.
      }
      if (header.hasRemaining() || header.getInt(0) != MAGIC || header.get(4) != 2) {
        throw broken(file, "is no shared library for 64-bit Linux");
      }
      header.order(ByteOrder.LITTLE_ENDIAN);
      requireProcessor(file, header.getShort(18));
      // A linker puts the table of sections last.
      long end = header.getLong(40) + (header.getShort(60) & 0xffffL) * SECTION_BYTES;
      if (channel.size() < end) {
        throw broken(file, "is cut off: %d of %d bytes are there".formatted(channel.size(), end));
      }
    }
  }

  private static void requireProcessor(Path file, short processor) {
    String machine = System.getProperty("os.arch");
    if (processor != X86_64 || !machine.equals("amd64")) {
      throw new ModelException(
          "rerank.execution.provider openvino needs an x86-64 processor and a plugin for it, but %s is for processor type %d of ELF and this machine is %s; use cpu"
              .formatted(file, processor, machine));
    }
  }

  private static ModelException broken(Path file, String what) {
    return new ModelException(
        "OpenVINO's plugin can't be loaded since %s %s; run `riverrank openvino install` again, with --force"
            .formatted(file, what));
  }
}
