package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.rollout.ModelReference;
import org.junit.jupiter.api.Test;

class LoadedHandleTest {

  @Test
  void isFreedOnceAndNotWhileAGroupHasIt() {
    LoadedHandle model = new LoadedHandle(new ModelReference("m", null, "sha256:1"), null);
    model.groupBegan();
    model.groupBegan();
    model.leave();
    model.groupEnded();
    assertThat(model.beginFreeing()).isFalse();
    model.groupEnded();
    assertThat(model.beginFreeing()).isTrue();
    assertThat(model.beginFreeing()).isFalse();
  }
}
