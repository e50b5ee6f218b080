package io.riverrank.operators.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import java.lang.Thread.State;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The model is opened beside the rest of a task, and goes with a task that ends meanwhile. */
@Timeout(60)
class EarlyModelTest {
  private final ManualScoring scoring = new ManualScoring();
  private final CountDownLatch began = new CountDownLatch(1);
  private final CountDownLatch files = new CountDownLatch(1);
  private volatile boolean interrupted;

  @Test
  void isOnItsWayBeforeThereIsState() throws Exception {
    try (var flink = task(this::slowly)) {
      began.await();
      flink.initializeEmptyState();
      files.countDown();
      flink.open();
      assertThat(scoring.isOpen()).isTrue();
    }
    assertThat(scoring.isOpen()).isFalse();
  }

  @Test
  void saysAtTheOpeningWhyItCantBeUsed() throws Exception {
    ModelException unusable = new ModelException("no model");
    try (var flink =
        task(
            (context, listener) -> {
              throw unusable;
            })) {
      assertThatThrownBy(flink::open)
          .isInstanceOf(SuppressRestartsException.class)
          .hasCause(unusable);
    }
  }

  @Test
  void anErrorStaysOne() throws Exception {
    try (var flink =
        task(
            (context, listener) -> {
              throw new OutOfMemoryError("of the test");
            })) {
      assertThatThrownBy(flink::open).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void isFreedWithATaskThatNeverOpened() throws Exception {
    try (var flink = task((context, listener) -> scoring.open(listener))) {
      flink.initializeEmptyState();
    }
    assertThat(scoring.closed).isTrue();
  }

  @Test
  void isCalledOffWithATaskThatNeverOpened() throws Exception {
    try (var flink = task(this::slowly)) {
      began.await();
    }
    assertThat(interrupted).isTrue();
    assertThat(scoring.isOpen()).isFalse();
  }

  /** It needs the job's classes, which a task that has ended may lose. */
  @Test
  void aTaskEndsAfterTheThreadThatLoads() throws Exception {
    Thread closer = Thread.currentThread();
    AtomicReference<Thread> loader = new AtomicReference<>();
    AtomicBoolean closing = new AtomicBoolean();
    AtomicBoolean closed = new AtomicBoolean();
    var flink =
        task(
            (context, listener) -> {
              loader.set(Thread.currentThread());
              began.countDown();
              while (!closed.get() && !(closing.get() && closer.getState() == State.WAITING)) {
                Thread.onSpinWait();
              }
              return scoring.open(listener);
            });
    began.await();
    closing.set(true);
    flink.close();
    boolean ended = !loader.get().isAlive();
    closed.set(true);
    assertThat(ended).isTrue();
    assertThat(scoring.closed).isTrue();
  }

  @Test
  void goesWithATaskThatIsCancelled() throws Exception {
    List<ManualScoring> opened = new CopyOnWriteArrayList<>();
    try (var flink = task((context, listener) -> another(opened).open(listener))) {
      flink.open();
      RerankOperator operator = (RerankOperator) flink.getOperator();
      CloseableRegistry cancelables = new CloseableRegistry();
      operator.openEarly(cancelables);
      cancelables.close();
      assertThatThrownBy(operator::openModels).isInstanceOf(CancellationException.class);
    }
    assertThat(opened).isNotEmpty().allMatch(model -> model.closed);
  }

  @Test
  void isNotOpenedForATaskThatWasCancelledBefore() throws Exception {
    List<ManualScoring> opened = new CopyOnWriteArrayList<>();
    try (var flink = task((context, listener) -> another(opened).open(listener))) {
      flink.open();
      RerankOperator operator = (RerankOperator) flink.getOperator();
      CloseableRegistry cancelables = new CloseableRegistry();
      cancelables.close();
      assertThatThrownBy(() -> operator.openEarly(cancelables))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(opened).hasSize(1);
  }

  private static ManualScoring another(List<ManualScoring> opened) {
    ManualScoring model = new ManualScoring();
    opened.add(model);
    return model;
  }

  /** What can't be interrupted, as a session that loads, goes when it is there. */
  @Test
  void isFreedAsSoonAsItIsThere() throws Exception {
    EarlyModel model =
        new EarlyModel(
            () -> {
              began.countDown();
              while (files.getCount() > 0) {
                Thread.onSpinWait();
              }
              return scoring.open(null);
            },
            "load");
    model.start();
    began.await();
    model.close();
    files.countDown();
    model.awaitEnd();
    assertThat(scoring.closed).isTrue();
    assertThatThrownBy(model::take).hasMessage("the task ends");
  }

  @Test
  void isItsTakersToClose() throws Exception {
    EarlyModel model = new EarlyModel(() -> scoring.open(null), "load");
    model.start();
    assertThat(model.take()).isSameAs(scoring);
    model.close();
    assertThat(scoring.isOpen()).isTrue();
  }

  private ManualScoring slowly(RuntimeContext context, ScoreListener listener)
      throws InterruptedException {
    began.countDown();
    try {
      files.await();
    } catch (InterruptedException e) {
      interrupted = true;
      throw e;
    }
    scoring.open(listener);
    return scoring;
  }

  /** A task whose operator is made, and not opened. */
  private static KeyedOneInputStreamOperatorTestHarness<String, QueryEvent, RerankResult> task(
      ScoringProvider provider) throws Exception {
    var flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new RerankOperatorFactory(TestSettings.rerank(), provider),
            QueryEvent::queryId,
            Types.STRING);
    flink.setup(
        RiverrankTypes.RERANK_RESULT.createSerializer(
            flink.getExecutionConfig().getSerializerConfig()));
    return flink;
  }
}
