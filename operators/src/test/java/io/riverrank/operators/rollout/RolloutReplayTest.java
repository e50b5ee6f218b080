package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A control topic leads to the same models, however long loads take. */
class RolloutReplayTest {
  private static final int TOPICS = 3000;
  private static final int COMMANDS = 12;
  private static final long KEEP_MS = 5;
  private static final List<String> MODELS = List.of("a", "b", "c", "bad");

  private static ModelReference model(String name) {
    return new ModelReference(name, null, "sha256:" + name);
  }

  private static List<ControlMessage> topic(Random random) {
    ControlCommand.Kind[] kinds = ControlCommand.Kind.values();
    List<ControlMessage> messages = new ArrayList<>();
    long timestampMs = 0;
    for (int i = 0; i < COMMANDS; i++) {
      ControlCommand.Kind kind =
          random.nextInt(3) == 0 ? ControlCommand.Kind.LOAD : kinds[random.nextInt(kinds.length)];
      String name = MODELS.get(random.nextInt(MODELS.size()));
      boolean named = kind == ControlCommand.Kind.LOAD || random.nextInt(4) == 0;
      timestampMs += random.nextInt(3);
      messages.add(
          ControlMessage.of(
              new ControlCommand("c" + i, kind, named ? model(name) : null, 0.5, null),
              timestampMs));
    }
    return messages;
  }

  /** Loads end where chance has it: before the next command, or after some more, or at the end. */
  private static Rollout read(List<ControlMessage> topic, Random random, int quickOf10) {
    RolloutMachine machine = new RolloutMachine(Rollout.of(model("a")), KEEP_MS);
    ModelReference loading = null;
    for (ControlMessage message : topic) {
      machine.receive(message);
      loading = next(machine, loading);
      while (loading != null && random.nextInt(10) < quickOf10) {
        end(machine, loading);
        loading = next(machine, null);
      }
    }
    while (loading != null) {
      end(machine, loading);
      loading = next(machine, null);
    }
    return machine.rollout();
  }

  /** What is to be loaded, as the subtask does it: nothing any more if it was called off. */
  private static ModelReference next(RolloutMachine machine, ModelReference loading) {
    ModelReference load = machine.takeLoad();
    if (load != null) {
      return load;
    }
    return machine.rollout().hasOther(OtherModel.Role.LOADING) ? loading : null;
  }

  private static void end(RolloutMachine machine, ModelReference loading) {
    if (loading.uri().equals("bad")) {
      machine.failed("no such model");
    } else {
      machine.loaded(loading);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 7})
  void quickAndSlowLoadsComeToTheSameModels(int quickOf10) {
    Random random = new Random(quickOf10);
    int promoted = 0;
    for (int i = 0; i < TOPICS; i++) {
      List<ControlMessage> topic = topic(random);
      Rollout quick = read(topic, random, 10);
      Rollout slow = read(topic, random, quickOf10);
      assertThat(slow.agrees(quick)).as("%s: %s, %s", topic, quick, slow).isTrue();
      promoted += quick.champion().equals(model("a")) ? 0 : 1;
    }
    assertThat(promoted).isGreaterThan(TOPICS / 10);
  }
}
