package io.riverrank.operators.model;

import java.util.Locale;

/** What turns a logit into a score. */
public enum Activation {
  SIGMOID {
    @Override
    public float apply(float logit) {
      return (float) (1.0 / (1.0 + Math.exp(-logit)));
    }
  },
  IDENTITY {
    @Override
    public float apply(float logit) {
      return logit;
    }
  };

  /** The score of {@code logit}, in float32 as the reference computes it. */
  public abstract float apply(float logit);

  /**
   * Reads a torch class name ({@code torch.nn.modules.activation.Sigmoid}) or its last part in any
   * case.
   *
   * @param source where the name stands, for the message
   * @throws ModelException if it is another function
   */
  static Activation parse(String name, String source) {
    String simple = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.indexOf('.') >= 0 && !name.startsWith("torch.nn.")) {
      // Somebody's own class, whatever its last part says.
      simple = "";
    }
    return switch (simple) {
      case "sigmoid" -> SIGMOID;
      case "identity" -> IDENTITY;
      default ->
          throw new ModelException(
              "%s names the activation %s; Riverrank knows Sigmoid and Identity (set rerank.model.activation to one of them if that is right)"
                  .formatted(source, name));
    };
  }
}
