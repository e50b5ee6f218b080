package io.riverrank.tools.bench.raw;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.model.LocalModel;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.scoring.WarmUp;
import io.riverrank.operators.session.CrossEncoderSession;
import io.riverrank.operators.session.Device;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.operators.tokenizer.TokenizerException;
import io.riverrank.tools.bench.load.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model's files and tokenizer, for sessions without anything around them. */
public final class RawModel implements AutoCloseable {
  private final LocalModel files;
  private final ModelDirectory directory;
  private final ExecutionSettings execution;
  private final Device device;
  private final PairTokenizer tokenizer;
  private final Map<TextPair, List<TokenizedPair>> known = new HashMap<>();

  private RawModel(
      LocalModel files,
      ModelDirectory directory,
      ExecutionSettings execution,
      Device device,
      PairTokenizer tokenizer) {
    this.files = files;
    this.directory = directory;
    this.execution = execution;
    this.device = device;
    this.tokenizer = tokenizer;
  }

  /**
   * @throws io.riverrank.operators.model.ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  public static RawModel open(ModelSettings model, ExecutionSettings execution) throws IOException {
    OrtEnvironment environment = NativeLibraries.load(execution.nativeDir());
    LocalModel files = LocalModel.obtain(model);
    try {
      ModelDirectory directory = files.directory();
      Proven proven =
          CrossEncoderSession.load(
              directory,
              execution,
              null,
              environment,
              session ->
                  new Proven(
                      session, open(files, directory, execution, session, model.longDocument())));
      proven.session().close();
      return proven.model();
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  private record Proven(CrossEncoderSession session, RawModel model) {}

  /** On a device that runs it, as the job's is. */
  private static RawModel open(
      LocalModel files,
      ModelDirectory directory,
      ExecutionSettings execution,
      CrossEncoderSession session,
      LongDocument longDocument) {
    PairTokenizer tokenizer = new PairTokenizer(directory, session.wantsTypeIds(), longDocument);
    try {
      WarmUp.run(session, tokenizer);
      return new RawModel(files, directory, execution, session.device(), tokenizer);
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  public ModelDirectory directory() {
    return directory;
  }

  public Device device() {
    return device;
  }

  /** Which shapes the job's runs of it have. */
  public PaddingRule padding(BatchSettings batch) {
    return device.padding(batch, directory);
  }

  /** How large the job's runs of it are at most. */
  public BatchLimits limits(BatchSettings batch) {
    return device.limits(batch);
  }

  ExecutionSettings execution() {
    return execution;
  }

  /** Every pair's tokens, in the order of the events; one for each chunk of a long document. */
  public List<TokenizedPair> tokenize(Workload workload) {
    List<TokenizedPair> tokens = new ArrayList<>();
    for (TextPair pair : workload.textPairs()) {
      tokens.addAll(known.computeIfAbsent(pair, this::encode));
    }
    return tokens;
  }

  private List<TokenizedPair> encode(TextPair pair) {
    try {
      return tokenizer.encodeAll(pair.query(), pair.document());
    } catch (TokenizerException e) {
      throw new UserException(
          "a pair of the log can't be measured with, %s; take it out of the log"
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    files.close();
  }
}
