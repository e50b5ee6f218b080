package io.riverrank.operators.scoring;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.FreedMemory;
import io.riverrank.operators.natives.LoadingLibraries;
import io.riverrank.operators.prefix.PrefixFinder;
import io.riverrank.operators.session.CrossEncoderSession;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.io.IOException;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that is ready to score: files, tokenizer and session, proven by one warm-up run. */
final class LoadedModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

  private final LocalModel files;
  private final ModelDirectory directory;
  private final CrossEncoderSession session;
  private final PairTokenizer tokenizer;
  private final TokenizedPair knownGood;
  private final int callers;
  private final LongDocument longDocument;
  @Nullable private final PrefixFinder prefixes;

  private LoadedModel(
      LocalModel files,
      ModelDirectory directory,
      CrossEncoderSession session,
      PairTokenizer tokenizer,
      int callers,
      LongDocument longDocument) {
    this.files = files;
    this.directory = directory;
    this.session = session;
    this.tokenizer = tokenizer;
    this.callers = callers;
    this.longDocument = longDocument;
    this.prefixes =
        session.longestPrefix() == 0 ? null : PrefixFinder.of(tokenizer, session.longestPrefix());
    this.knownGood = WarmUp.run(session, tokenizer);
  }

  /**
   * @param admission asked before anything is loaded
   * @throws ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  static LoadedModel load(
      ModelSettings model,
      ExecutionSettings execution,
      BatchSettings batch,
      ModelAdmission admission)
      throws IOException {
    LoadPhases phases = new LoadPhases();
    try (LoadingLibraries libraries = LoadingLibraries.start(execution.nativeDir())) {
      LocalModel files = LocalModel.obtain(model);
      phases.ended("files");
      try {
        ModelDirectory directory = files.directory();
        admission.check(directory);
        OrtEnvironment environment = libraries.onnxRuntime();
        phases.ended("libraries");
        return CrossEncoderSession.load(
            directory,
            execution,
            batch,
            environment,
            session -> {
              phases.ended("session");
              libraries.awaitTokenizers();
              return withTokenizer(files, session, execution, model.longDocument(), phases);
            });
      } catch (RuntimeException | Error e) {
        files.close();
        throw e;
      }
    }
  }

  /** The same for any model. */
  static LoadedModel load(ModelSettings model, ExecutionSettings execution, BatchSettings batch)
      throws IOException {
    return load(model, execution, batch, ModelAdmission.ANY);
  }

  private static LoadedModel withTokenizer(
      LocalModel files,
      CrossEncoderSession session,
      ExecutionSettings execution,
      LongDocument longDocument,
      LoadPhases phases) {
    ModelDirectory directory = session.model();
    int callers = session.device().callers(execution);
    PairTokenizer tokenizer = new PairTokenizer(directory, session.wantsTypeIds(), longDocument);
    phases.ended("tokenizer");
    try {
      LoadedModel loaded =
          new LoadedModel(files, directory, session, tokenizer, callers, longDocument);
      phases.ended("warm-up");
      LOG.info(
          "Model {} loaded: {}, {}, {} tokens{}, {} callers on {}; it took {}",
          directory.info().name(),
          directory.info().fingerprint(),
          directory.info().precision(),
          directory.maxLength(),
          directory.choices(),
          callers,
          session.device(),
          phases);
      SlowFile.warn(directory, session.device());
      return loaded;
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  ModelDirectory directory() {
    return directory;
  }

  /** See {@link ScoringHandle#modelIdentity}. */
  String identity() {
    return "%s|%s|max_length=%d|%s|onnxruntime=%s%s%s"
        .formatted(
            directory.info().fingerprint(),
            directory.scoreRule().activation(),
            directory.maxLength(),
            session.arithmetic(),
            OrtEnvironment.getEnvironment().getVersion(),
            // Nothing for truncation, as in the state of releases that knew nothing else.
            longDocument.isChunked()
                ? "|long_document=chunk,overlap=%d,max_chunks=%d"
                    .formatted(longDocument.overlap(), longDocument.maxChunks())
                : "",
            directory.choices());
  }

  CrossEncoderSession session() {
    return session;
  }

  PairTokenizer tokenizer() {
    return tokenizer;
  }

  /** Null where pairs are read whole. */
  @Nullable
  PrefixFinder prefixes() {
    return prefixes;
  }

  /** The pair that tells a broken session from a bad pair. */
  TokenizedPair knownGood() {
    return knownGood;
  }

  int callers() {
    return callers;
  }

  @Override
  public void close() {
    tokenizer.close();
    session.close();
    files.close();
    FreedMemory.giveBack();
  }
}
