package io.riverrank.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.traffic.EventClock;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.PlannedMessage;
import io.riverrank.faults.traffic.Planner;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.traffic.Shape;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckerTest {

  private static final String MODEL =
      Path.of("../../operators/src/test/resources/models/xlmr-tiny").toString();

  private static DirectModels models;
  private static String fingerprint;

  private final Inputs inputs = new Inputs("fault");
  private final Observed observed = new Observed();
  private Planner planner;
  private Answers answers;

  @BeforeAll
  static void loadModel() throws IOException {
    models = new DirectModels(Map.of());
    fingerprint = models.load(MODEL).fingerprint();
  }

  @AfterAll
  static void closeModel() {
    models.close();
  }

  @BeforeEach
  void prepare() throws IOException {
    planner = new Planner(SampleTexts.load(), new Random(7), new EventClock());
    answers = new Answers(models, fingerprint);
  }

  private Plan plan(Shape shape) {
    Plan plan = planner.next(inputs.nextId(), shape);
    inputs.add(plan);
    return plan;
  }

  /** A plan whose messages are at the broker. */
  private Plan sent(Shape shape) {
    Plan plan = plan(shape);
    plan.messages().forEach(answers::send);
    return plan;
  }

  private Verdict check() {
    return new Checker(models).check(inputs, observed, false, new Tenures());
  }

  private void assertDifferent(String because) {
    Verdict verdict = check();
    assertThat(verdict.different()).isEqualTo(1);
    assertThat(verdict.lost()).isZero();
    assertThat(verdict.doubled()).isZero();
    assertThat(verdict.examples().get(0)).contains(because);
  }

  @Test
  void whatAJobWithoutFaultAnswersIsClean() {
    long messages = 0;
    for (int i = 0; i < 200; i++) {
      Plan plan = planner.next(inputs.nextId(), i % 2 == 0 ? Mix.USUAL : Mix.TROUBLE);
      inputs.add(plan);
      answers.answer(plan, observed);
      messages += plan.messages().size();
    }
    Verdict verdict = check();

    assertThat(verdict.examples()).isEmpty();
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.inputs()).isEqualTo(messages);
    assertThat(verdict.results()).isEqualTo(observed.results());
  }

  @Test
  void aQueryWithoutResultLosesAllItsMessages() {
    Plan plan = sent(Shape.MEMBERS);

    assertThat(check().lost()).isEqualTo(plan.messages().size());
    assertThat(Checker.isDone(plan, observed.of(plan.queryId()))).isFalse();
  }

  @Test
  void aSecondResultIsDoubled() {
    Plan plan = sent(Shape.WHOLE);
    observed.add(answers.result(plan));
    observed.add(answers.result(plan));

    assertThat(check().doubled()).isEqualTo(1);
  }

  @Test
  void documentedDoublesAreCountedApartAndMustBeTheSame() {
    Plan plan = sent(Shape.WHOLE);
    RerankResult result = answers.result(plan);
    observed.add(result);
    observed.add(result);
    observed.add(answers.with(plan, result.results().subList(1, result.results().size())));
    Verdict verdict = new Checker(models).check(inputs, observed, true, new Tenures());

    assertThat(verdict.doubled()).isZero();
    assertThat(verdict.documentedDoubles()).isEqualTo(2);
    assertThat(verdict.different()).isEqualTo(1);
  }

  @Test
  void whatComesAfterTheCheckIsDoubled() {
    Plan plan = sent(Shape.WHOLE);
    observed.add(answers.result(plan));
    Verdict verdict = check();
    observed.forget(inputs::owns);
    new Checker(models).checkNothingMore(inputs, observed, verdict);
    assertThat(verdict.isClean()).isTrue();

    observed.add(answers.result(plan));
    new Checker(models).checkNothingMore(inputs, observed, verdict);
    assertThat(verdict.doubled()).isEqualTo(1);
  }

  @Test
  void aMissingDeadLetterIsALostMessage() {
    Plan plan = sent(Shape.LATE_MEMBER);
    observed.add(answers.result(plan));

    assertThat(check().lost()).isEqualTo(1);
  }

  @Test
  void aDeadLetterThatComesTwiceIsDoubled() {
    Plan plan = plan(Shape.GARBAGE);
    SeenDeadLetter deadLetter = answers.send(plan.messages().get(0));
    observed.add(plan.queryId(), deadLetter);
    observed.add(plan.queryId(), deadLetter);

    assertThat(check().doubled()).isEqualTo(1);
  }

  @Test
  void aDeadLetterOfAnAcceptedMessageIsDifferent() {
    Plan plan = plan(Shape.WHOLE);
    PlannedMessage message = plan.messages().get(0);
    answers.send(message);
    observed.add(answers.result(plan));
    observed.add(plan.queryId(), new SeenDeadLetter("LATE_CANDIDATE", 1, 1));

    assertDifferent("a message of its result is dead letter LATE_CANDIDATE");
  }

  @Test
  void aDeadLetterOfNoMessageIsDifferent() {
    Plan plan = sent(Shape.WHOLE);
    observed.add(answers.result(plan));
    observed.add(plan.queryId(), new SeenDeadLetter("LATE_CANDIDATE", 0, 4711));

    assertDifferent("of a record that was never sent");
  }

  @Test
  void anotherCodeIsDifferent() {
    Plan plan = plan(Shape.GARBAGE);
    SeenDeadLetter deadLetter = answers.send(plan.messages().get(0));
    observed.add(
        plan.queryId(),
        new SeenDeadLetter("INVALID_UTF8", deadLetter.partition(), deadLetter.offset()));

    assertDifferent("INVALID_UTF8 instead of INVALID_JSON");
  }

  @Test
  void anotherOrderIsDifferent() {
    Plan plan = sent(Shape.MEMBERS);
    List<RankedCandidate> ranking = new ArrayList<>(answers.result(plan).results());
    RankedCandidate first = ranking.get(0);
    RankedCandidate last = ranking.get(ranking.size() - 1);
    ranking.set(0, withRank(last, 1));
    ranking.set(ranking.size() - 1, withRank(first, ranking.size()));
    observed.add(answers.with(plan, ranking));

    assertDifferent("rank 1 is");
  }

  @Test
  void anotherScoreIsDifferent() {
    Plan plan = sent(Shape.MEMBERS);
    List<RankedCandidate> ranking = new ArrayList<>(answers.result(plan).results());
    ranking.set(0, withScore(ranking.get(0), ranking.get(0).score() + 2e-5));
    observed.add(answers.with(plan, ranking));

    assertDifferent("instead of");
  }

  @Test
  void aCandidateTwiceIsDifferent() {
    Plan plan = sent(Shape.MEMBERS);
    List<RankedCandidate> ranking = new ArrayList<>(answers.result(plan).results());
    ranking.set(1, withRank(ranking.get(0), 2));
    observed.add(answers.with(plan, ranking));

    assertDifferent("is ranked 2");
  }

  @Test
  void anUnexpectedFailedCandidateIsDifferent() {
    Plan plan = sent(Shape.MEMBERS);
    RerankResult result = answers.result(plan);
    List<FailedCandidate> failed =
        List.of(new FailedCandidate(result.results().get(0).docId(), "blamed"));
    observed.add(
        new RerankResult(
            result.queryId(),
            result.query(),
            result.eventTimeMs(),
            true,
            result.candidatesReceived(),
            result.candidatesExpected(),
            0,
            result.model(),
            result.results().subList(1, result.results().size()),
            failed,
            null,
            0,
            null,
            List.of()));

    assertDifferent("failed is");
  }

  @Test
  void aResultOfTheOldModelIsDifferent() {
    Plan plan = sent(Shape.MEMBERS);
    observed.add(answers.result(plan));
    plan.requireModel("sha256:other");

    assertDifferent("scored by the old model");
  }

  @Test
  void aResultOfAModelThatNeverRanIsDifferent() {
    Plan plan = sent(Shape.EMPTY);
    RerankResult result = answers.result(plan);
    observed.add(
        new RerankResult(
            result.queryId(),
            result.query(),
            result.eventTimeMs(),
            true,
            0,
            0,
            0,
            new ModelInfo("x", "sha256:x", "fp32"),
            List.of(),
            List.of(),
            null,
            0,
            null,
            List.of()));

    assertDifferent("no job ran with model");
  }

  @Test
  void aResultThatNobodyAskedForIsDifferent() {
    Plan stranger = planner.next("fault/999", Shape.WHOLE);
    observed.add(answers.result(stranger));

    assertDifferent("was never sent");
  }

  private static RankedCandidate withRank(RankedCandidate c, int rank) {
    return new RankedCandidate(
        c.docId(), rank, c.score(), c.logit(), c.originalRank(), null, null, false);
  }

  private static RankedCandidate withScore(RankedCandidate c, double score) {
    return new RankedCandidate(
        c.docId(), c.rank(), score, c.logit(), c.originalRank(), null, null, false);
  }
}
