package io.riverrank.schemas;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The published schemas, and what they say about a text. */
public final class JsonSchemas {

  static final JsonSchema REQUEST = load("request.schema.json");
  static final JsonSchema RESULT = load("result.schema.json");

  private JsonSchemas() {}

  public static List<String> violations(JsonSchema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /**
   * @param name of the resource, relative to this package
   */
  public static JsonSchema load(String name) {
    try (InputStream in = JsonSchemas.class.getResourceAsStream(name)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
