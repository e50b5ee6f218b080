package io.riverrank.operators.rerank;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Visits many keys in small mails, so that input, checkpoints and results go on between them. A key
 * that is visited out of turn is not visited again.
 */
final class KeySweep {
  /** Some milliseconds of work on RocksDB. */
  private static final int KEYS_PER_MAIL = 128;

  private final String name;
  private final MailboxExecutor mailbox;
  private final ThrowingConsumer<String, Exception> visit;
  private final BooleanSupplier mayGoOn;
  private final Runnable done;
  private final Set<String> remaining = new LinkedHashSet<>();
  private boolean mailed;

  /**
   * @param visit is called with each key, which it makes the current one
   * @param mayGoOn false pauses the sweep until {@link #resume}
   * @param done is called when no key is left
   */
  KeySweep(
      String name,
      MailboxExecutor mailbox,
      ThrowingConsumer<String, Exception> visit,
      BooleanSupplier mayGoOn,
      Runnable done) {
    this.name = name;
    this.mailbox = mailbox;
    this.visit = visit;
    this.mayGoOn = mayGoOn;
    this.done = done;
  }

  void start(Collection<String> keys) {
    remaining.addAll(keys);
    resume();
  }

  /** Goes on after a pause; harmless at any time. */
  void resume() {
    if (!mailed && !remaining.isEmpty() && mayGoOn.getAsBoolean()) {
      mailed = true;
      mailbox.execute(this::visitSome, name);
    }
  }

  boolean isDone() {
    return remaining.isEmpty();
  }

  int remaining() {
    return remaining.size();
  }

  /** Whether a key's turn is still to come. */
  boolean isPending(String key) {
    return remaining.contains(key);
  }

  /** Visits a key now if its turn is still to come. */
  void visitNow(String key) throws Exception {
    if (remaining.remove(key)) {
      visit.accept(key);
      finishIfEmpty();
    }
  }

  private void visitSome() throws Exception {
    mailed = false;
    for (int i = 0; i < KEYS_PER_MAIL && !remaining.isEmpty() && mayGoOn.getAsBoolean(); i++) {
      Iterator<String> first = remaining.iterator();
      String key = first.next();
      first.remove();
      visit.accept(key);
      finishIfEmpty();
    }
    resume();
  }

  private void finishIfEmpty() {
    if (remaining.isEmpty()) {
      done.run();
    }
  }
}
