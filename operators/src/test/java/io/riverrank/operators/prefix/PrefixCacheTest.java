package io.riverrank.operators.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.tokenizer.TokenPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrefixCacheTest {
  private static final int BYTES = 10;

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final PrefixCache<Made> cache = new PrefixCache<>(3 * BYTES);

  private final class Made implements PrefixCache.Value {
    private final TokenPrefix prefix;
    private volatile boolean open = true;

    private Made(TokenPrefix prefix) {
      this.prefix = prefix;
      made.incrementAndGet();
    }

    @Override
    public long bytes() {
      return BYTES;
    }

    @Override
    public void close() {
      assertThat(open).as("not closed twice").isTrue();
      open = false;
      closed.incrementAndGet();
    }
  }

  private static TokenPrefix prefix(long id) {
    return new TokenPrefix(new long[] {id}, null);
  }

  private PrefixCache<Made>.Lease lease(long id) {
    return cache.lease(prefix(id), Made::new);
  }

  @Test
  void theLeastRecentlyUsedGoes() {
    for (long id : new long[] {1, 2, 3, 1, 4, 1, 5}) {
      lease(id).close();
    }
    assertThat(made).hasValue(5);
    assertThat(closed).hasValue(2);
    assertThat(cache.bytes()).isEqualTo(3 * BYTES);

    lease(1).close();
    assertThat(made).as("1 was kept").hasValue(5);
    lease(2).close();
    assertThat(made).as("2 was not").hasValue(6);

    cache.close();
    assertThat(closed).hasValue(6);
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void whatIsInUseStaysAndGoesAfterIt() {
    List<PrefixCache<Made>.Lease> leases = new ArrayList<>();
    for (long id = 0; id < 5; id++) {
      leases.add(lease(id));
    }
    assertThat(closed).hasValue(0);
    assertThat(cache.bytes()).isEqualTo(5 * BYTES);

    leases.get(0).close();
    leases.get(1).close();
    assertThat(closed).hasValue(2);
    leases.get(2).close();
    assertThat(closed).hasValue(2);
    assertThat(cache.bytes()).isEqualTo(3 * BYTES);
  }

  @Test
  void whatFailsIsNotKept() {
    assertThatThrownBy(
            () ->
                cache.lease(
                    prefix(1),
                    missing -> {
                      throw new IllegalStateException("no memory");
                    }))
        .hasMessage("no memory");
    lease(1).close();
    assertThat(made).hasValue(1);
    cache.close();
  }

  @Test
  void threadsGetTheirOwnPrefixesValueOnceAndOpen() throws Exception {
    int threads = 4;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(i);
        work.add(
            () -> {
              together.await();
              for (int use = 0; use < 5_000; use++) {
                TokenPrefix wanted = prefix(random.nextInt(9));
                try (PrefixCache<Made>.Lease lease = cache.lease(wanted, Made::new)) {
                  assertThat(lease.value().prefix).isEqualTo(wanted);
                  assertThat(lease.value().open).isTrue();
                }
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(cache.bytes()).isLessThanOrEqualTo(3 * BYTES);
    assertThat(made.get() - closed.get()).isLessThanOrEqualTo(3);
    cache.close();
    assertThat(closed).hasValue(made.get());
  }
}
