package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.BackgroundGate;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.annotation.Nullable;

/**
 * One scoring service for each (job, model, device) of this JVM, however many tasks want it: the
 * first to come loads it, the last to leave closes it.
 */
public final class SharedScoring {
  private static final Map<Key, Shared> SERVICES = new HashMap<>();

  private SharedScoring() {}

  private record Key(
      String jobId,
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ScoreCacheSettings cache) {

    /** Whether both are the same job's on the same device. */
    boolean runsBeside(Key other) {
      return jobId.equals(other.jobId) && execution.equals(other.execution);
    }
  }

  /** A service with its users; loaded and closed outside the map's lock, which others need. */
  private static final class Shared {
    private final ReentrantLock lock = new ReentrantLock();
    private final BackgroundGate gate;
    @Nullable private volatile ScoringService service;
    private int handles;

    private Shared(BackgroundGate gate) {
      this.gate = gate;
    }

    /** Loads the model if nobody has; a task that waits for another's loading can be cancelled. */
    ScoringService service(Key key, ModelAdmission admission)
        throws IOException, InterruptedException {
      lock.lockInterruptibly();
      try {
        if (service == null) {
          service =
              ScoringService.start(
                  key.model(), key.execution(), key.batch(), key.cache(), admission, gate);
        }
        return service;
      } finally {
        lock.unlock();
      }
    }

    /** Not a matter of the lock, which somebody may hold for a long load. */
    boolean isBroken() {
      ScoringService loaded = service;
      return loaded != null && loaded.isBroken();
    }

    void close() {
      lock.lock();
      try {
        if (service != null) {
          service.close();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Opens a handle; loads the model if this is the job's first in this JVM. Others wait for it, so
   * that weights are never loaded twice at once.
   *
   * @throws io.riverrank.operators.model.ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  public static ScoringHandle open(
      String jobId,
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ScoreCacheSettings cache,
      ScoreListener listener)
      throws IOException, InterruptedException {
    return open(jobId, model, execution, batch, cache, listener, ModelAdmission.ANY);
  }

  /**
   * The same.
   *
   * @param admission asked before the model is loaded; not if it is there already
   */
  public static ScoringHandle open(
      String jobId,
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ScoreCacheSettings cache,
      ScoreListener listener,
      ModelAdmission admission)
      throws IOException, InterruptedException {
    Key key = new Key(jobId, model, execution, batch, cache);
    Shared shared;
    synchronized (SERVICES) {
      shared = SERVICES.get(key);
      if (shared == null || shared.isBroken()) {
        // A broken one is freed by its own handles.
        shared = new Shared(gate(key));
        SERVICES.put(key, shared);
      }
      shared.handles++;
    }
    try {
      return new SharedHandle(key, shared, shared.service(key, admission).open(listener));
    } catch (Throwable e) {
      release(key, shared);
      throw e;
    }
  }

  /** The gate of the job's other services on the device, or a new one. */
  private static BackgroundGate gate(Key key) {
    for (Map.Entry<Key, Shared> other : SERVICES.entrySet()) {
      if (other.getKey().runsBeside(key)) {
        return other.getValue().gate;
      }
    }
    return new BackgroundGate();
  }

  private static ScoringHandle openInBackground(Key key, Shared shared, ScoreListener listener) {
    synchronized (SERVICES) {
      shared.handles++;
    }
    return new SharedHandle(key, shared, shared.service.openInBackground(listener));
  }

  /** Services that are open in this JVM. */
  static int size() {
    synchronized (SERVICES) {
      return SERVICES.size();
    }
  }

  private static void release(Key key, Shared shared) {
    synchronized (SERVICES) {
      if (--shared.handles > 0) {
        return;
      }
      SERVICES.remove(key, shared);
    }
    shared.close();
  }

  private static final class SharedHandle implements ScoringHandle {
    private final Key key;
    private final Shared shared;
    private final ScoringHandle handle;
    private boolean closed;

    private SharedHandle(Key key, Shared shared, ScoringHandle handle) {
      this.key = key;
      this.shared = shared;
      this.handle = handle;
    }

    @Override
    public ModelInfo info() {
      return handle.info();
    }

    @Override
    public String modelIdentity() {
      return handle.modelIdentity();
    }

    @Override
    public long tokensInFlight() {
      return handle.tokensInFlight();
    }

    @Override
    public boolean isBroken() {
      return handle.isBroken();
    }

    @Override
    public ScoringHandle openInBackground(ScoreListener listener) {
      return SharedScoring.openInBackground(key, shared, listener);
    }

    @Override
    public void submit(List<ScoreRequest> requests) {
      handle.submit(requests);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        handle.close();
        release(key, shared);
      }
    }
  }
}
