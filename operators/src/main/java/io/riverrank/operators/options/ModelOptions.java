package io.riverrank.operators.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.OUTPUT;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Which model scores, and how it reads a pair. */
public final class ModelOptions {

  public static final OptionSection SECTION = new OptionSection("The model", ModelOptions.class);

  private ModelOptions() {}

  public static final ConfigOption<String> URI =
      SECTION.add(
          OUTPUT,
          key("rerank.model.uri")
              .stringType()
              .defaultValue(ModelSettings.BUNDLED)
              .withDescription(
                  "The model directory: a path that exists on every task manager, a URI of one of"
                      + " Flink's file systems (fetched once a task manager), or `bundled`."));

  public static final ConfigOption<String> FILE =
      SECTION.add(
          OUTPUT,
          key("rerank.model.file")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The ONNX file, relative to the model directory or its `onnx/`. Needed where there are"
                      + " several and none is `onnx/model.onnx` or `model.onnx`."));

  public static final ConfigOption<Integer> MAX_LENGTH =
      SECTION.add(
          OUTPUT,
          key("rerank.model.max-length")
              .intType()
              .noDefaultValue()
              .withDescription(
                  "Tokens a pair at most; longer pairs are truncated. Unset: the model's own limit."
                      + " Lower it to bound the cost of long texts."));

  public static final ConfigOption<String> ACTIVATION =
      SECTION.add(
          OUTPUT,
          key("rerank.model.activation")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "What makes a score of a logit: `sigmoid`, `identity` or a torch class name. Unset:"
                      + " what the model's files say."));

  public static final ConfigOption<String> LABEL =
      SECTION.add(
          OUTPUT,
          key("rerank.model.label")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The label that ranks, of a model with several (such as NLI's `entailment`): a name"
                      + " of its `id2label`, or an index. Needed there; `score` prints all logits."));

  public static final ConfigOption<LabelSettings.Activation> LABEL_ACTIVATION =
      SECTION.add(
          OUTPUT,
          key("rerank.model.label-activation")
              .enumType(LabelSettings.Activation.class)
              .defaultValue(LabelSettings.Activation.NONE)
              .withDescription(
                  "What is done over the labels of a model with several, after its activation:"
                      + " `softmax` makes a probability of the score, as `apply_softmax` does."));

  public static final ConfigOption<String> PROMPT =
      SECTION.add(
          OUTPUT,
          key("rerank.model.prompt")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "What the model reads with each query: the name of one of its prompts, or a text."
                      + " Its white space counts. Empty: no prompt. Unset: the model's default."));

  public static final ConfigOption<String> FINGERPRINT =
      SECTION.add(
          OUTPUT,
          key("rerank.model.fingerprint")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The fingerprint that the model must have (`sha256:…`, as results carry it). Set it"
                      + " in production, so that changed files stop the job instead of changing scores."));

  public static final ConfigOption<Boolean> ALLOW_BATCH_DEPENDENT =
      SECTION.add(
          OUTPUT,
          key("rerank.model.allow-batch-dependent")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Take a dynamically quantised file, whose scores depend on the other pairs of a"
                      + " batch. Only where that is known and accepted."));

  public static final ConfigOption<String> CACHE_DIR =
      SECTION.add(
          NEITHER,
          key("rerank.model.cache-dir")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Folder on a local disk where fetched and bundled models stay, so that the next task"
                      + " manager of the machine finds them. Several task managers may share it. Unset:"
                      + " the JVM's temporary folder, and models go with the process. Set it in"
                      + " production, on a volume that outlives the process."));

  public static final ConfigOption<MemorySize> CACHE_SIZE =
      SECTION.add(
          NEITHER,
          key("rerank.model.cache-size")
              .memoryType()
              .defaultValue(new MemorySize(ModelSettings.DEFAULT_CACHE_BYTES))
              .withDescription(
                  "Bytes of all models in `rerank.model.cache-dir`. When another one needs room, those"
                      + " that no process uses go, the least recently used first. Set it below the size"
                      + " of the volume."));

  public static final ConfigOption<LongDocument.Mode> LONG_DOCUMENT =
      SECTION.add(
          OUTPUT,
          key("rerank.long-document")
              .enumType(LongDocument.Mode.class)
              .defaultValue(LongDocument.Mode.TRUNCATE)
              .withDescription(
                  "What becomes of a pair with more tokens than the model takes: `truncate` cuts the longer text, as"
                      + " sentence-transformers does; `chunk` scores overlapping chunks of the document,"
                      + " each with the query, and the best counts. Chunk where what matters may stand"
                      + " late in a text; each chunk costs a row."));

  public static final ConfigOption<Integer> LONG_DOCUMENT_OVERLAP =
      SECTION.add(
          OUTPUT,
          key("rerank.long-document.overlap")
              .intType()
              .defaultValue(64)
              .withDescription(
                  "Tokens that a chunk shares with the one before it, less than a quarter of the"
                      + " model's length. Enough that a passage is not torn apart."));

  public static final ConfigOption<Integer> LONG_DOCUMENT_MAX_CHUNKS =
      SECTION.add(
          OUTPUT,
          key("rerank.long-document.max-chunks")
              .intType()
              .defaultValue(8)
              .withDescription(
                  "Chunks of one document at most; the rest is cut, and the result says `truncated`."
                      + " Bounds what one document costs."));
}
