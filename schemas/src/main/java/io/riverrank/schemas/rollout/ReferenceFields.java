package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.FieldWriter;
import java.io.IOException;

/** A model in commands and statuses. */
final class ReferenceFields {
  private ReferenceFields() {}

  static void write(ModelReference model, FieldWriter out) throws IOException {
    out.text("uri", model.uri());
    out.text("file", model.file());
    out.text("fingerprint", model.fingerprint());
  }

  static ModelReference read(FieldReader in) throws IOException {
    var read =
        new Object() {
          String uri;
          String file;
          String fingerprint;
        };
    in.object(
        name -> {
          switch (name) {
            case "uri" -> read.uri = in.text();
            case "file" -> read.file = in.text();
            case "fingerprint" -> read.fingerprint = in.text();
            default -> in.skip();
          }
        });
    return new ModelReference(read.uri, read.file, read.fingerprint);
  }
}
