package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.page.Html;
import java.util.List;

/**
 * A choice without a script: a radio button for each value, and rules of the style sheet that show
 * what was chosen.
 *
 * @param name of the buttons; their ids are the name and a number
 * @param legend plain text
 * @param labels plain text
 * @param chosen at first
 */
record Choice(String name, String legend, List<String> labels, int chosen) {

  /** The buttons; nothing, where there is nothing to choose. */
  String buttons() {
    StringBuilder html =
        new StringBuilder(
            "<fieldset%s><legend>%s</legend>"
                .formatted(labels.size() < 2 ? " hidden" : "", Html.escape(legend)));
    for (int i = 0; i < labels.size(); i++) {
      html.append(
          "<input type=\"radio\" name=\"%s\" id=\"%s\"%s><label for=\"%s\">%s</label>"
              .formatted(
                  name, id(i), i == chosen ? " checked" : "", id(i), Html.escape(labels.get(i))));
    }
    return html.append("</fieldset>").toString();
  }

  String id(int value) {
    return name + value;
  }

  /** Content that is shown while each of some buttons is chosen. */
  static String shown(String html, String... ids) {
    return "<div class=\"choice %s\">%s</div>".formatted(String.join("", ids), html);
  }

  /** The rule of the style sheet for it. */
  static String rule(String... ids) {
    StringBuilder rule = new StringBuilder("body");
    for (String id : ids) {
      rule.append(":has(#").append(id).append(":checked)");
    }
    return rule.append(" .%s{display:block}%n".formatted(String.join("", ids))).toString();
  }
}
