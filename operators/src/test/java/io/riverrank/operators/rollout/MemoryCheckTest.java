package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
  private static final long HEADROOM = 100 << 20;

  private final ModelDirectory model =
      ModelDirectory.open(TestSettings.modelDirectory("gte-tiny"), ModelSettings.of("gte-tiny"));
  private final long needed = 2 * model.weightBytes() + HEADROOM;

  private MemoryCheck check(OptionalLong free) {
    return new MemoryCheck(HEADROOM, () -> free);
  }

  @Test
  void aModelThatFitsIsAdmitted() {
    assertThatCode(() -> check(OptionalLong.of(needed)).check(model)).doesNotThrowAnyException();
  }

  @Test
  void aModelThatDoesNotFitIsRefusedBeforeItIsLoaded() {
    assertThatThrownBy(() -> check(OptionalLong.of(needed - 1)).check(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("rerank.models.memory-headroom");
  }

  @Test
  void whereNothingIsKnownEveryModelIsAdmitted() {
    assertThatCode(() -> check(OptionalLong.empty()).check(model)).doesNotThrowAnyException();
  }
}
