package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inputs and outputs that exporters give a cross-encoder. The graphs are by {@code
 * src/test/python/make_graphs.py}.
 */
class GraphFormsTest {
  private static final List<TextPair> PAIRS =
      List.of(
          new TextPair("average rent in canada", "The average rent in Toronto is high."),
          new TextPair("bread", "bread"),
          new TextPair("", ""));

  @TempDir Path directory;

  @BeforeEach
  void copyTokenizer() throws IOException {
    Path source = TestSettings.modelDirectory("xlmr-tiny");
    for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(source.resolve(file), directory.resolve(file));
    }
    Files.createDirectory(directory.resolve("onnx"));
  }

  /** Of one label, or of three. */
  private void labels(int labels) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path file = directory.resolve("config.json");
    ObjectNode config = (ObjectNode) mapper.readTree(file.toFile());
    ObjectNode names = config.putObject("id2label");
    for (int i = 0; i < labels; i++) {
      names.put(Integer.toString(i), List.of("contradiction", "entailment", "neutral").get(i));
    }
    mapper.writeValue(file.toFile(), config);
  }

  private void graph(String name, String as) throws IOException {
    Path source = TestSettings.resource("/graphs/" + name + ".onnx");
    Files.copy(source, directory.resolve("onnx").resolve(as));
  }

  private List<PairScore> predict(String graph) throws Exception {
    return predict(graph, ModelSettings.of(directory.toString()));
  }

  private List<PairScore> predict(String graph, ModelSettings settings) throws Exception {
    graph(graph, graph + ".onnx");
    try (CrossEncoder model =
        CrossEncoder.load(
            settings.withFile(graph + ".onnx"), TestSettings.cpu(1), TestSettings.BATCH)) {
      return model.predict(PAIRS);
    }
  }

  private ModelSettings label(String label, LabelSettings.Activation activation) {
    return ModelSettings.of(directory.toString()).withLabel(new LabelSettings(label, activation));
  }

  @ParameterizedTest
  @CsvSource({
    "int32_flat, plain",
    "positions_input, positions_inside",
    "sigmoid, plain",
    "sigmoid_flat, plain"
  })
  void scoresAreThoseOfTheSameGraphInTheUsualForm(String form, String usual) throws Exception {
    List<PairScore> expected = predict(usual);
    List<PairScore> scores = predict(form);

    for (int i = 0; i < PAIRS.size(); i++) {
      assertThat(scores.get(i).error()).isNull();
      assertThat(scores.get(i).logit()).isCloseTo(expected.get(i).logit(), within(1e-5f));
      assertThat(scores.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"plain, false", "uint8, true"})
  void scalesInTheFileAreTold(String graph, boolean fixed) throws Exception {
    graph(graph, graph + ".onnx");
    ModelSettings settings = ModelSettings.of(directory.toString());
    assertThat(ModelDirectory.open(directory, settings).fixedScales()).isEqualTo(fixed);
  }

  @Test
  void scalesThatAreMadeWhileTheGraphRunsAreNotFixed() throws Exception {
    try (LocalModel bundled = LocalModel.obtain(TestSettings.BUNDLED)) {
      assertThat(bundled.directory().fixedScales()).isFalse();
    }
  }

  /** What the graph gives is all there is; so does predict where the activation is Identity. */
  @Test
  void withoutAnActivationASigmoidInTheGraphIsTheScore() throws Exception {
    List<PairScore> expected = predict("plain");
    ModelSettings identity =
        new ModelSettings(directory.toString(), null, null, "identity", null, false, null);

    PairScore score = predict("sigmoid", identity).get(0);
    assertThat(score.score()).isCloseTo(expected.get(0).score(), within(1e-6f));
    assertThat(score.logit()).isEqualTo(score.score());
  }

  @Test
  void weightsInAFileOfTheirOwnAreLoaded() throws Exception {
    List<PairScore> expected = predict("plain");
    Files.copy(
        TestSettings.resource("/graphs/external.onnx_data"),
        directory.resolve("onnx/external.onnx_data"));

    assertThat(predict("external").get(0).logit()).isEqualTo(expected.get(0).logit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model_quantized.onnx", "model_O3.onnx"})
  void whateverTheOnlyFileIsCalled(String name) throws Exception {
    graph("plain", name);

    try (CrossEncoder model =
        CrossEncoder.load(
            ModelSettings.of(directory.toString()), TestSettings.cpu(1), TestSettings.BATCH)) {
      assertThat(model.predict(PAIRS).get(0).error()).isNull();
    }
  }

  /** By name and by index; the first of three has the numbers of a graph of one. */
  @ParameterizedTest
  @CsvSource({"contradiction, 0", "entailment, 1", "neutral, 2", "2, 2"})
  void theChosenLabelRanks(String label, int index) throws Exception {
    labels(3);

    PairScore score = predict("three_labels", label(label, LabelSettings.Activation.NONE)).get(0);

    assertThat(score.logits()).hasSize(3).doesNotHaveDuplicates();
    assertThat(score.logit()).isEqualTo(score.logits().get(index));
    assertThat(score.score()).as("several labels have no activation").isEqualTo(score.logit());
  }

  @Test
  void theSoftmaxIsThatOfTheGraphWithOne() throws Exception {
    labels(3);

    PairScore score =
        predict("three_labels", label("neutral", LabelSettings.Activation.SOFTMAX)).get(0);
    PairScore inGraph =
        predict("three_labels_softmax", label("neutral", LabelSettings.Activation.NONE)).get(0);

    assertThat(score.score()).isCloseTo(inGraph.score(), within(1e-6f));
    assertThat(score.logit()).as("the raw output").isNotEqualTo(inGraph.logit());
  }

  @Test
  void severalLabelsWithoutAChoiceAreRefusedWithTheirNames() throws Exception {
    labels(3);

    assertThatThrownBy(() -> predict("three_labels"))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(
            "rerank.model.label", "contradiction (0), entailment (1), neutral (2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "-1", "Entailment", "yes"})
  void aLabelThatTheModelHasNotIsRefused(String label) throws Exception {
    labels(3);

    assertThatThrownBy(() -> predict("three_labels", label(label, LabelSettings.Activation.NONE)))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("rerank.model.label is " + label, "entailment (1)");
  }

  @ParameterizedTest
  @CsvSource({"plain, 3", "three_labels, 1"})
  void aGraphWithAnotherNumberOfLabelsIsRefused(String graph, int labels) throws Exception {
    labels(labels);

    assertThatThrownBy(() -> predict(graph, label("0", LabelSettings.Activation.NONE)))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("gives logits of shape [-1, ", "[rows, " + labels);
  }

  @ParameterizedTest
  @CsvSource({"plain, 1, one label", "three_labels_softmax, 3, ends in already"})
  void aSoftmaxThatWouldSayNothingIsRefused(String graph, int labels, String why) throws Exception {
    labels(labels);

    assertThatThrownBy(() -> predict(graph, label("0", LabelSettings.Activation.SOFTMAX)))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("rerank.model.label-activation", why);
  }
}
