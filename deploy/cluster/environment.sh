# What the JVMs of Riverrank find around them. Sourced by ./riverrank and by the scripts beside this file, which
# define fail: it says one sentence and exits.

# Flink 2.2 supports Java up to 21. Beyond 22 its login code ends with "getSubject is not supported".
OLDEST_JAVA=17
NEWEST_JAVA=21

# ONNX Runtime would keep a device id and a database of events in the home, and send them to its maker. It reads this
# once, when its library loads.
export ORT_DISABLE_TELEMETRY=${ORT_DISABLE_TELEMETRY:-1}

# Leaves the Java to use in java.
find_java() {
  local version
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is wrong, there is no $java; set it to a JDK $OLDEST_JAVA to $NEWEST_JAVA, or unset it"
  else
    java=$(command -v java) ||
      fail "there is no Java; install a JDK $OLDEST_JAVA to $NEWEST_JAVA, or set JAVA_HOME to one"
  fi
  version=$(java_version) || exit 1
  [ "$version" -ge "$OLDEST_JAVA" ] && [ "$version" -le "$NEWEST_JAVA" ] ||
    fail "$java is Java $version, and Flink 2.2 runs on Java $OLDEST_JAVA to $NEWEST_JAVA; set JAVA_HOME to such a JDK"
}

java_version() {
  local release printed version
  # Asking a JVM takes longer than all else that is done here.
  release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null) || version=
  if [ -z "$version" ]; then
    printed=$("$java" -version 2>&1) || fail "$java doesn't start: $(head -n1 <<<"$printed")"
    version=$(sed -n 's/.* version "\([0-9]*\).*/\1/p' <<<"$printed" | head -n1)
  fi
  echo "${version:-0}"
}

# Java takes the encoding of arguments and paths from the locale, which is ASCII where none is set, as in containers,
# cron and ssh. Leaves options of the JVM in encoding, empty where a locale does it.
use_utf8() {
  local name
  encoding=()
  case $(locale charmap 2>/dev/null || true) in
  ANSI_X3.4-1968 | US-ASCII | ASCII | '') ;;
  *) return ;;
  esac
  # glibc from 2.35 on, Debian, Fedora and musl have the first; elsewhere any will do.
  for name in C.UTF-8 $(locale -a 2>/dev/null | grep -iE '\.utf-?8$' || true); do
    if [ "$(LC_ALL=$name locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$name
      return
    fi
  done
  # At least what is printed; the JVM refuses arguments that it can't read.
  encoding=(-Dfile.encoding=UTF-8)
}
