package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.natives.openvino.OpenVinoPlugin;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.InstalledOpenVino;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises 1 and 2 by OpenVINO. */
class OpenVinoTest {
  private static final BatchSettings ALONE = new BatchSettings(1, 1, 0);
  private static final List<TextPair> PAIRS = pairs();

  /** A number between two integers may go to either; random weights make much of it. */
  private static final float ROUNDED_OTHERWISE = 0.2f;

  @BeforeAll
  static void installed() {
    InstalledOpenVino.assume();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xlmr-tiny", "gte-tiny"})
  void inFullPrecisionScoresAreTheReferences(String model) throws Exception {
    List<ParityCases.Expected> expected = ParityCases.expected(model);
    List<PairScore> scores = predict(model, Precision.FP32, TestSettings.BATCH, 2, cases());
    for (int i = 0; i < expected.size(); i++) {
      ParityCases.Expected reference = expected.get(i);
      assertThat(scores.get(i).logit())
          .as(reference.name())
          .isCloseTo(reference.logit(), within(1e-4f));
    }
  }

  @ParameterizedTest
  @CsvSource({"xlmr-tiny, FP32", "xlmr-tiny, BF16", "gte-tiny, FP32", "gte-tiny, BF16"})
  void aScoreIsTheSameToTheBitAloneAndInAnyBatch(String model, Precision precision)
      throws Exception {
    assertSameAlone(model, precision, PaddingSettings.DEFAULT);
  }

  /** As in the padding of wide models. */
  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void paddedToMultiplesOfTwoItIsTheSameToo(Precision precision) throws Exception {
    assertSameAlone("gte-tiny", precision, new PaddingSettings(2, false));
  }

  private static void assertSameAlone(String model, Precision precision, PaddingSettings padding)
      throws Exception {
    List<PairScore> alone =
        predict(model, precision, new BatchSettings(1, 1, 0, padding), 1, PAIRS);

    Random random = new Random(3);
    for (BatchSettings batch :
        List.of(new BatchSettings(4096, 64, 0, padding), new BatchSettings(1500, 7, 0, padding))) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, PAIRS.size()).boxed().toList());
      Collections.shuffle(order, random);
      List<TextPair> shuffled = order.stream().map(PAIRS::get).toList();
      List<PairScore> batched = predict(model, precision, batch, 2, shuffled);
      for (int i = 0; i < order.size(); i++) {
        assertThat(batched.get(i).logit()).isEqualTo(alone.get(order.get(i)).logit());
      }
    }
  }

  @Test
  void aLowerPrecisionIsNamedInResultsAndIdentity() throws Exception {
    Received received = new Received();
    try (ScoringHandle full = open(Precision.FP32, received);
        ScoringHandle half = open(Precision.BF16, received)) {
      assertThat(full.info().precision()).isEqualTo("fp32");
      assertThat(full.modelIdentity()).contains("|openvino=1.").doesNotContain("bf16");
      assertThat(half.info().precision()).isEqualTo("bf16");
      assertThat(half.info().fingerprint()).isEqualTo(full.info().fingerprint());
      assertThat(half.modelIdentity()).contains("|openvino=1.").contains(",bf16,lengths=4/8");
    }
  }

  @Test
  void autoTakesItForFullPrecisionAndFixedScalesOnly(@TempDir Path directory) throws Exception {
    assumeTrue(
        OpenVinoPlugin.takesThisProcessor(NativeLibraries.load(null)),
        "the plugin leaves this processor alone");
    ExecutionSettings auto = new ExecutionSettings(ExecutionProvider.AUTO, null, 1, 1, 1, null);
    assertThat(identity(model("xlmr-tiny"), auto)).contains("|openvino=").doesNotContain("bf16");
    assertThat(identity(TestSettings.BUNDLED, auto)).contains("|cpu|");
    assertThat(identity(inFixedScales(directory), auto)).contains("|openvino=");
  }

  /** By ONNX Runtime the products are of the same integers. */
  @Test
  void anInt8FileWithFixedScalesIsComputedSo(@TempDir Path directory) throws Exception {
    ModelSettings model = inFixedScales(directory);
    List<PairScore> alone = scores(model, InstalledOpenVino.settings(Precision.FP32, 1), ALONE);
    List<PairScore> batched =
        scores(model, InstalledOpenVino.settings(Precision.FP32, 2), TestSettings.BATCH);
    List<PairScore> byOnnxRuntime = scores(model, TestSettings.cpu(1), TestSettings.BATCH);
    for (int i = 0; i < PAIRS.size(); i++) {
      assertThat(batched.get(i).logit()).isEqualTo(alone.get(i).logit());
      assertThat(batched.get(i).logit())
          .isCloseTo(byOnnxRuntime.get(i).logit(), within(ROUNDED_OTHERWISE));
    }
    assertThatThrownBy(() -> identity(model, InstalledOpenVino.settings(Precision.BF16, 1)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("but the model's file is int8");
  }

  private static ModelSettings inFixedScales(Path directory) throws Exception {
    Path source = TestSettings.modelDirectory("xlmr-tiny");
    for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(source.resolve(file), directory.resolve(file));
    }
    Files.copy(
        TestSettings.resource("/graphs/xlmr_tiny_static_int8.onnx"),
        directory.resolve("model.onnx"));
    return ModelSettings.of(directory.toString());
  }

  private static List<PairScore> scores(
      ModelSettings model, ExecutionSettings execution, BatchSettings batch) throws Exception {
    try (CrossEncoder encoder = CrossEncoder.load(model, execution, batch)) {
      return encoder.predict(PAIRS);
    }
  }

  @Test
  void anInt8FileIsRefusedBeforeItRuns() {
    assertThatThrownBy(
            () -> identity(TestSettings.BUNDLED, InstalledOpenVino.settings(Precision.FP32, 1)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("the model's file is int8 with scales that are made while it runs");
  }

  private static String identity(ModelSettings model, ExecutionSettings execution)
      throws Exception {
    try (ScoringHandle handle =
        SharedScoring.open(
            "job", model, execution, TestSettings.BATCH, ScoreCacheSettings.OFF, new Received())) {
      return handle.modelIdentity();
    }
  }

  private static ScoringHandle open(Precision precision, Received received) throws Exception {
    return SharedScoring.open(
        "job",
        model("xlmr-tiny"),
        InstalledOpenVino.settings(precision, 1),
        TestSettings.BATCH,
        ScoreCacheSettings.OFF,
        received);
  }

  private static List<PairScore> predict(
      String model, Precision precision, BatchSettings batch, int callers, List<TextPair> pairs)
      throws Exception {
    try (CrossEncoder encoder =
        CrossEncoder.load(model(model), InstalledOpenVino.settings(precision, callers), batch)) {
      return encoder.predict(pairs);
    }
  }

  private static ModelSettings model(String name) {
    return ModelSettings.of(TestSettings.modelDirectory(name).toString())
        .withFile("onnx/model.onnx");
  }

  private static List<TextPair> cases() {
    return ParityCases.pairs();
  }

  /** Every case's query with three documents, and one pair of each number of words. */
  private static List<TextPair> pairs() {
    List<TextPair> cases = cases();
    List<TextPair> pairs = new ArrayList<>();
    for (int i = 0; i < 3 * cases.size(); i++) {
      String query = cases.get(i % cases.size()).query();
      pairs.add(
          new TextPair(query, cases.get((i + i / cases.size() * 20) % cases.size()).document()));
    }
    for (int words = 0; words < 500; words += 3) {
      pairs.add(new TextPair("average rent in canada", "rent ".repeat(words)));
    }
    return pairs;
  }
}
