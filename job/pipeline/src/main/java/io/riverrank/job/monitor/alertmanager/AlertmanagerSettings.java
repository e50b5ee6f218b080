package io.riverrank.job.monitor.alertmanager;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Where alerts go, and how often.
 *
 * @param url of Alertmanager without {@code /api/v2/alerts}
 * @param resendMs milliseconds between two sends of what is firing; well below Alertmanager's
 *     {@code resolve_timeout} (5 minutes unless set), after which it takes for over what it no
 *     longer hears of
 * @param timeoutMs of a request, in milliseconds
 * @param heads of the rules, by name: their labels and descriptions
 */
public record AlertmanagerSettings(
    URI url, long resendMs, long timeoutMs, HashMap<String, RuleHead> heads)
    implements Serializable {

  private static final long serialVersionUID = 1;

  private static final long RESEND_MS = 60_000;
  private static final long TIMEOUT_MS = 10_000;

  /**
   * @param key of the option that has the address, for the error
   * @throws SettingsException if the address is none
   */
  public static AlertmanagerSettings of(String key, String url, List<Rule> rules) {
    HashMap<String, RuleHead> heads = new HashMap<>();
    rules.forEach(rule -> heads.put(rule.head().name(), rule.head()));
    return new AlertmanagerSettings(parse(key, url), RESEND_MS, TIMEOUT_MS, heads);
  }

  private static URI parse(String key, String url) {
    try {
      URI parsed = new URI(url.strip());
      boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
      if (http && parsed.getHost() != null && parsed.getQuery() == null) {
        return parsed;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new SettingsException(
        "%s is '%s'; give Alertmanager's address, such as http://alertmanager:9093"
            .formatted(key, url));
  }

  public AlertmanagerSettings withResendMs(long interval) {
    return new AlertmanagerSettings(url, interval, timeoutMs, heads);
  }

  /** Where alerts are posted to. */
  URI alerts() {
    String base = url.toString();
    return URI.create(base.replaceAll("/+$", "") + "/api/v2/alerts");
  }

  @Nullable
  RuleHead head(String rule) {
    return heads.get(rule);
  }
}
