package io.riverrank.operators.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.riverrank.operators.model.Activation;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.model.ScoreRule;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.schemas.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a tokenizer.json holds: a tokenizer, or one sentence, but no end of the JVM. */
class TokenizerFileFuzzTest {
  private static final int MAX_LENGTH = 8;

  @TempDir static Path folder;

  private static ModelDirectory model;

  @BeforeAll
  static void prepare() {
    NativeLibraries.load(null);
    model =
        new ModelDirectory(
            folder.resolve("model.onnx"),
            folder.resolve("tokenizer.json"),
            MAX_LENGTH,
            0,
            0,
            0,
            true,
            "",
            null,
            new ScoreRule(List.of("LABEL_0"), 0, Activation.SIGMOID, false, false),
            Set.of(),
            false,
            new ModelInfo("m", "sha256:0", "fp32"));
  }

  static List<byte[]> seeds() {
    return List.of(
        """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[{"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,
          "normalized":false,"special":true}],
         "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
          "strip_accents":null,"lowercase":true},
         "pre_tokenizer":{"type":"BertPreTokenizer"},
         "post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},
         "decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
         "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
          "max_input_chars_per_word":100,
          "vocab":{"[PAD]":0,"[CLS]":1,"[SEP]":2,"[UNK]":3,"a":4,"##b":5,"c":6}}}
        """
            .getBytes(UTF_8),
        """
        {"version":"1.0","added_tokens":[],"normalizer":{"type":"NFKC"},
         "pre_tokenizer":{"type":"Metaspace","replacement":"_","prepend_scheme":"always","split":true},
         "post_processor":{"type":"TemplateProcessing",
          "single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
          "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
          "special_tokens":{"<s>":{"id":"<s>","ids":[0],"tokens":["<s>"]}}},
         "model":{"type":"Unigram","unk_id":1,"vocab":[["<s>",0.0],["<unk>",0.0],["a",-1.5],["b",-2]]}}
        """
            .getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyFileIsATokenizerOrASentence(byte[] bytes) throws IOException {
    Files.write(model.tokenizerFile(), bytes);
    try (PairTokenizer tokenizer = new PairTokenizer(model, true)) {
      TokenizedPair pair = tokenizer.encode("ab c", "a b c a b c a b c");
      assertThat(pair.length()).isLessThanOrEqualTo(MAX_LENGTH);
    } catch (ModelException e) {
      assertThat(e.getMessage()).contains("tokenizer.json can't be used");
    } catch (TokenizerException e) {
      assertThat(e.getMessage()).startsWith("the tokenizer failed");
    }
  }
}
