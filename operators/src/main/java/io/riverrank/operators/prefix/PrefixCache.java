package io.riverrank.operators.prefix;

import io.riverrank.operators.tokenizer.TokenPrefix;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a model made of prefixes, up to a number of bytes: the least recently used go first, and
 * never one that is in use. Thread safe.
 *
 * <p><b>Ownership.</b> The cache closes its values; who has a lease may use the value until it ends
 * the lease. In use and past the limit can be as many values as there are leases.
 */
public final class PrefixCache<V extends PrefixCache.Value> implements AutoCloseable {

  /** Holds memory that is freed by hand. */
  public interface Value {
    long bytes();

    void close();
  }

  /** Makes what is missing. */
  public interface Source<V, E extends Exception> {
    V make(TokenPrefix prefix) throws E;
  }

  private static final class Entry<V> {
    /** Held while the value is made, so that those who want it, too, wait for it. */
    final ReentrantLock making = new ReentrantLock();

    final TokenPrefix prefix;
    V value;
    int leases;

    Entry(TokenPrefix prefix) {
      this.prefix = prefix;
    }
  }

  private final long limitBytes;

  /** The least recently used first. */
  private final LinkedHashMap<TokenPrefix, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  public PrefixCache(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The use of a value, which ends by {@link #close}. */
  public final class Lease implements AutoCloseable {
    private final Entry<V> entry;

    private Lease(Entry<V> entry) {
      this.entry = entry;
    }

    public V value() {
      return entry.value;
    }

    @Override
    public void close() {
      release(entry);
    }
  }

  /**
   * Gives the prefix's value, made by {@code source} if it is not there; of several who want it at
   * once, one makes it.
   *
   * @throws E what the source throws; nothing is kept then
   */
  public <E extends Exception> Lease lease(TokenPrefix prefix, Source<V, E> source) throws E {
    Entry<V> entry = enter(prefix);
    boolean there = false;
    entry.making.lock();
    try {
      if (entry.value == null) {
        V made = source.make(prefix);
        entry.value = made;
        made(made);
      }
      there = true;
      return new Lease(entry);
    } finally {
      entry.making.unlock();
      if (!there) {
        release(entry);
      }
    }
  }

  private synchronized Entry<V> enter(TokenPrefix prefix) {
    Entry<V> entry = entries.computeIfAbsent(prefix, Entry::new);
    entry.leases++;
    return entry;
  }

  private synchronized void made(V value) {
    bytes += value.bytes();
    dropUnused();
  }

  private synchronized void release(Entry<V> entry) {
    entry.leases--;
    if (entry.value == null && entry.leases == 0) {
      entries.remove(entry.prefix);
    }
    dropUnused();
  }

  private void dropUnused() {
    Iterator<Map.Entry<TokenPrefix, Entry<V>>> oldest = entries.entrySet().iterator();
    while (bytes > limitBytes && oldest.hasNext()) {
      Entry<V> entry = oldest.next().getValue();
      if (entry.leases == 0) {
        oldest.remove();
        bytes -= entry.value.bytes();
        entry.value.close();
      }
    }
  }

  /** Of the values that are there now. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Frees all; nobody may have a lease. */
  @Override
  public synchronized void close() {
    entries.values().forEach(entry -> entry.value.close());
    entries.clear();
    bytes = 0;
  }
}
