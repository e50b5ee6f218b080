package io.riverrank.operators.model;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * tokenizer.json as transformers 5 uses it: some of its tokenizer classes take the vocabulary only
 * and build the rest anew ({@link RebuiltTokenizer}), others take the file as it is.
 */
public final class ConfiguredTokenizer {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredTokenizer.class);

  private ConfiguredTokenizer() {}

  /**
   * The file as the tokenizer library has to get it; null if that is as it is.
   *
   * @throws ModelException if one of the directory's files can't be read, or the file's model is
   *     not of the kind that its class has
   */
  @Nullable
  public static byte[] of(Path tokenizerFile) {
    JsonFile config = JsonFile.readIfPresent(tokenizerFile.resolveSibling("config.json"));
    JsonFile settings =
        JsonFile.readIfPresent(tokenizerFile.resolveSibling("tokenizer_config.json"));
    String named = settings.text("tokenizer_class");
    String tokenizerClass = named == null ? config.text("tokenizer_class") : named;
    String modelType = config.text("model_type");
    if (RebuiltTokenizer.isUnknown(tokenizerClass, modelType)) {
      LOG.warn(
          "{} names {}, for which transformers 5 builds parts of tokenizer.json anew; they are taken"
              + " as they are here, so compare some scores with sentence-transformers, or set"
              + " tokenizer_class to PreTrainedTokenizerFast, with which both take the file as it is",
          settings.path(),
          tokenizerClass);
    }
    Optional<RebuiltTokenizer> rebuilt = RebuiltTokenizer.of(tokenizerClass, modelType);
    return rebuilt.isEmpty() ? null : rebuild(rebuilt.get(), tokenizerFile, settings);
  }

  @Nullable
  private static byte[] rebuild(RebuiltTokenizer tokenizer, Path file, JsonFile settings) {
    try {
      TokenizerParts present = TokenizerParts.read(file);
      requireModel(tokenizer, present, file);
      TokenizerParts wanted = new RebuiltParts(tokenizer, file, present, settings).parts();
      return present.mean(wanted) ? null : wanted.replace(file);
    } catch (JacksonException e) {
      // The tokenizer library says what is wrong with it.
      return null;
    } catch (IOException e) {
      throw JsonFile.unreadable(file, e);
    }
  }

  private static void requireModel(RebuiltTokenizer tokenizer, TokenizerParts present, Path file) {
    String wanted = tokenizer.model().type;
    if (!present.modelType().isEmpty() && !present.modelType().equals(wanted)) {
      throw new ModelException(
          ("%s has a %s model, and the tokenizer class that tokenizer_config.json or config.json names"
                  + " has a %s one, as which transformers would read its vocabulary; set"
                  + " tokenizer_class in tokenizer_config.json to PreTrainedTokenizerFast to take the"
                  + " file as it is")
              .formatted(file, present.modelType(), wanted));
    }
  }
}
