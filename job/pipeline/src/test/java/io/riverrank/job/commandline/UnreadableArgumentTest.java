package io.riverrank.job.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadableArgumentTest {

  @Test
  void lettersThatTheLocaleLostAreRefused() {
    assertThat(
            UnreadableArgument.inEncoding("ANSI_X3.4-1968", "rank", "gr\uFFFD\uFFFD\uFFFD\uFFFDe"))
        .hasValueSatisfying(
            message -> assertThat(message).contains("gr\uFFFD", "ANSI_X3.4-1968", "LC_ALL"));
  }

  @Test
  void allElseIsTaken() {
    assertThat(UnreadableArgument.inEncoding("ANSI_X3.4-1968", "rank", "--query", "rent"))
        .isEmpty();
    assertThat(UnreadableArgument.inEncoding("ISO-8859-1", "größe")).isEmpty();
    assertThat(UnreadableArgument.inEncoding("UTF-8", "somebody's own \uFFFD")).isEmpty();
  }
}
