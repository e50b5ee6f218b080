package io.riverrank.tools.demo;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Where a progress bar goes that nobody would see. */
final class SilentConsumer implements ProgressBarConsumer {

  @Override
  public int getMaxRenderedLength() {
    return 100;
  }

  @Override
  public void accept(String rendered) {}

  @Override
  public void close() {}
}
