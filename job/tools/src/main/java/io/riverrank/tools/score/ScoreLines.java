package io.riverrank.tools.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;

/** Writes one score a line. */
final class ScoreLines implements AutoCloseable {
  private final JsonGenerator json;

  private ScoreLines(JsonGenerator json) {
    this.json = json;
  }

  static ScoreLines open(String file) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(TextFiles.writer(file));
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    return new ScoreLines(json);
  }

  void write(PairScore score) throws IOException {
    json.writeStartObject();
    if (score.error() == null) {
      json.writeNumberField("score", score.score());
      json.writeNumberField("logit", score.logit());
      if (score.logits() != null) {
        json.writeArrayFieldStart("logits");
        for (float logit : score.logits()) {
          json.writeNumber(logit);
        }
        json.writeEndArray();
      }
      json.writeNumberField("tokens", score.tokens());
      json.writeBooleanField("truncated", score.truncated());
    } else {
      json.writeStringField("error", score.error());
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
