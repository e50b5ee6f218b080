package io.riverrank.schemas;

import java.util.Locale;

/** Whose model drafted an entry of an interleaved ranking; on the wire by name in lower case. */
public enum Team {
  CHAMPION,
  CHALLENGER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
