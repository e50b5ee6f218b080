package io.riverrank.operators.monitoring.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.options.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"market\":\"de\"} | de",
        "{\"market\":7} | 7",
        "{\"market\":true} | true",
        "{\"market\":\"other\"} | =other",
        "{\"market\":\"=other\"} | ==other",
        "{\"market\":\"=others\"} | =others",
        "{\"market\":{\"a\":1}} | other",
        "{\"market\":[\"de\"]} | other",
      })
  void aValueIsASegmentAndWhatIsNoNameIsInOther(String metadata, String value) {
    assertThat(segments(metadata, "/market")).containsExactly(Map.of(), Map.of("market", value));
  }

  @Test
  void aTextOfTenThousandCharactersIsNoName() {
    assertThat(segments("{\"market\":\"%s\"}".formatted("x".repeat(10_000)), "/market"))
        .containsExactly(Map.of(), Map.of("market", "other"));
    assertThat(segments("{\"market\":\"%s\"}".formatted("x".repeat(128)), "/market"))
        .contains(Map.of("market", "x".repeat(128)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"market\":null}", "{\"market\":\"\"}", "{\"device\":\"phone\"}", "[1]"})
  void withoutAValueAQueryIsInTheWholeOnly(String metadata) {
    assertThat(segments(metadata, "/market", "/market+/device")).containsExactly(Map.of());
    assertThat(segments(null, "/market")).containsExactly(Map.of());
  }

  @Test
  void fieldsAreTakenAloneAndCrossedAndFromBelow() {
    assertThat(
            segments(
                "{\"market\":\"de\",\"user\":{\"tier\":2}}",
                "/market",
                "/user/tier",
                "/market+/user/tier"))
        .containsExactly(
            Map.of(),
            Map.of("market", "de"),
            Map.of("user/tier", "2"),
            Map.of("market", "de", "user/tier", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"market", "", "/", "/market+", "/market+device", "/a+/a"})
  void whatIsNoPointerIsRefused(String written) {
    assertThatThrownBy(() -> Segmentation.parse("monitor.segments", List.of(written)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("monitor.segments");
  }

  private static List<Map<String, String>> segments(String metadata, String... pointers) {
    return Segmentation.parse("monitor.segments", List.of(pointers)).segments(metadata);
  }
}
