package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 6: one copy of the weights, and nothing outlives its users. */
class SharedScoringTest {

  private static ScoringHandle open(String job, Received received) throws Exception {
    return SharedScoring.open(
        job,
        TestSettings.BUNDLED,
        TestSettings.cpu(1),
        TestSettings.BATCH,
        ScoreCacheSettings.OFF,
        received);
  }

  private static List<ScoreRequest> request(int position) {
    return List.of(new ScoreRequest(new PairId("q", position, 0), "rent", "average rent"));
  }

  private static long scoringThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("riverrank-"))
        .count();
  }

  @Test
  void tasksOfAJobShareOneServiceAndTheLastToLeaveClosesIt() throws Exception {
    Received first = new Received();
    Received second = new Received();
    ScoringHandle one = open("job-a", first);
    ScoringHandle two = open("job-a", second);
    assertThat(SharedScoring.size()).isEqualTo(1);
    long threads = scoringThreads();

    one.submit(request(1));
    two.submit(request(2));
    assertThat(first.await().id().position()).isEqualTo(1);
    assertThat(second.await().id().position()).isEqualTo(2);

    one.close();
    one.close();
    assertThat(SharedScoring.size()).isEqualTo(1);
    assertThat(scoringThreads()).isEqualTo(threads);
    two.submit(request(3));
    assertThat(second.await().id().position()).isEqualTo(3);

    two.close();
    assertThat(SharedScoring.size()).isZero();
    assertThat(scoringThreads()).isZero();
  }

  @Test
  void anotherJobHasItsOwn() throws Exception {
    ScoringHandle one = open("job-a", new Received());
    ScoringHandle two = open("job-b", new Received());
    assertThat(SharedScoring.size()).isEqualTo(2);
    one.close();
    two.close();
    assertThat(SharedScoring.size()).isZero();
  }

  @Test
  void aClosedHandleGetsNothingMore() throws Exception {
    Received received = new Received();
    Received other = new Received();
    ScoringHandle stays = open("job-a", other);
    ScoringHandle leaves = open("job-a", received);
    for (int i = 0; i < 200; i++) {
      leaves.submit(request(i));
    }
    leaves.close();
    int before = received.pairs.size();
    stays.submit(request(1));
    other.await();
    stays.close();

    assertThat(received.pairs.size() - before).as("at most the run under way").isLessThan(64);
    assertThat(scoringThreads()).isZero();
  }

  @Test
  void aModelInTheCacheStaysAndIsFreeAfterItsLastUser(@TempDir Path cache) throws Exception {
    ModelSettings settings =
        new ModelSettings(ModelSettings.BUNDLED, null, null, null, null, false, cache.toString());
    ScoringHandle handle =
        SharedScoring.open(
            "job-a",
            settings,
            TestSettings.cpu(1),
            TestSettings.BATCH,
            ScoreCacheSettings.OFF,
            new Received());
    assertThat(claims(cache)).isOne();
    handle.close();
    assertThat(claims(cache)).isZero();
    try (var files = Files.list(cache)) {
      assertThat(files).anyMatch(Files::isDirectory);
    }
  }

  private static long claims(Path cache) throws Exception {
    try (var files = Files.list(cache)) {
      return files.filter(f -> f.getFileName().toString().contains(".use-")).count();
    }
  }

  @Test
  void aModelThatDoesNotLoadLeavesNothingBehind(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                SharedScoring.open(
                    "job-a",
                    ModelSettings.of(directory.toString()),
                    TestSettings.cpu(1),
                    TestSettings.BATCH,
                    ScoreCacheSettings.OFF,
                    new Received()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("config.json");
    assertThat(SharedScoring.size()).isZero();
    assertThat(scoringThreads()).isZero();
  }
}
