#!/usr/bin/env bash
# Runs score, rank, evaluate, backfill and demo in environments that are poorer than a developer's, and prints what came
# of each: "same" where a command gave what it gives at home, byte for byte. Wants a build (./riverrank --version makes
# one), root for the environments of another user and another root, and a JDK with jlink.
#   environments.sh [WORK_DIR]
set -euo pipefail

fail() {
  echo "environments: $1" >&2
  exit 1
}

repository=$(cd "$(dirname "$(readlink -f "$0")")/../../../../.." && pwd)
tools=$repository/job/tools/target
[ -f "$tools/riverrank-tools.jar" ] || fail "there is no build; make one by ./riverrank --version"
[ "$(id -u)" = 0 ] || fail "run it as root: it runs commands as nobody and in a root of their own"
work=${1:-$(mktemp -d /tmp/riverrank-environments.XXXXXX)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
[ -z "$(ls -A "$work")" ] || fail "$work is not empty; name a new folder"

java_home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
commands=(score rank evaluate backfill demo)
environments=(home empty no-home unwritable-home nobody only-a-jre)

# A copy that every user can read, with the files by which the launcher sees that it needn't build.
install=$work/install
mkdir -p "$install"/{schemas,operators,job/{broker,pipeline,tools}}/src/main "$install/job/tools/target" "$install/deploy/cluster"
(cd "$repository" && cp --parents riverrank deploy/cluster/environment.sh job/tools/src/main/launcher/starts.sh pom.xml job/pom.xml \
  {schemas,operators,job/broker,job/pipeline,job/tools}/pom.xml "$install")
cp -r "$tools/riverrank-tools.jar" "$tools/lib" "$install/job/tools/target"
touch "$install/job/tools/target/riverrank-tools.jar"

# Input.
mkdir "$work/in"
cp "$repository/job/tools/src/main/resources/io/riverrank/tools/demo/search-log.jsonl" "$work/in/log.jsonl"
printf '{"query":"größe 日本","document":"die Größe Japans"}\n{"query":"a","document":"b"}\n' >"$work/in/pairs.jsonl"
printf 'die Größe Japans\nbread prices\n日本の面積\n' >"$work/in/größe.txt"
printf 'query,document,label\ngröße,die Größe,1\nbread,cars,0\nrent,rent in canada,0.8\n' >"$work/in/pairs.csv"
chmod -R a+rX "$work"

# The arguments of a command, one a line; standard output is what is compared.
arguments() { # command, folder of the input, folder of the output
  case $1 in
  score) printf '%s\n' score --input "$2/pairs.jsonl" ;;
  rank) printf '%s\n' rank --query 'größe 日本' --documents "$2/größe.txt" --json ;;
  evaluate) printf '%s\n' evaluate --input "$2/pairs.csv" ;;
  backfill) printf '%s\n' backfill --input "$2/log.jsonl" --output "$3/größe" --parallelism 1 ;;
  demo) printf '%s\n' demo --input "$2/log.jsonl" --output "$3/demo.jsonl" --parallelism 1 ;;
  esac
}

# What a command made, without times and in no order.
made() { # command, folder of the output
  case $1 in
  backfill) find "$2/größe" -name 'results-*' -exec cat {} + ;;
  demo) cat "$2/demo.jsonl" ;;
  # The heading names the input, which another root has elsewhere.
  *) grep -v '^### ' "$2/stdout" ;;
  esac | sed 's/"scored_at":"[^"]*"//' | LC_ALL=C sort
}

# What Riverrank needs of Java, what its native libraries need of the system (glibc, libstdc++), a UTF-8 locale, and a
# name for the machine, which every container has.
make_root() { # folder
  "$java_home/bin/jlink" --output "$1/jre" --strip-debug --no-header-files --no-man-pages \
    --add-modules java.se,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.zipfs,jdk.charsets,jdk.jfr,jdk.security.auth
  mkdir -p "$1"/{tmp,riverrank/lib,in,out,proc,dev}
  chmod 1777 "$1/tmp"
  cp "$tools/riverrank-tools.jar" "$1/riverrank"
  cp "$tools"/lib/*.jar "$1/riverrank/lib"
  cp "$work"/in/* "$1/in"
  local library
  while read -r library; do
    mkdir -p "$1$(dirname "$library")"
    cp -L "$library" "$1$library"
  done < <({
    find "$1/jre" -name '*.so' -exec ldd {} + 2>/dev/null
    ldd "$1/jre/bin/java"
    ldconfig -p | sed -n 's/.* => \(.*libstdc++\.so\.6\)$/x => \1 x/p'
    ldconfig -p | sed -n 's/.* => \(.*\/lib\(m\|dl\|rt\|pthread\|gcc_s\)\.so\.[0-9]*\)$/x => \1 x/p'
  } | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^[[:space:]]*\(\/[^ ]*ld-linux[^ ]*\) .*/\1/p' | grep -v "^$1" | sort -u)
  mkdir -p "$1/etc" "$1/usr/lib/locale"
  echo "127.0.0.1 localhost $(hostname)" >"$1/etc/hosts"
  [ ! -d /usr/lib/locale/C.utf8 ] || cp -r /usr/lib/locale/C.utf8 "$1/usr/lib/locale"
  mknod "$1/dev/null" c 1 3
  mknod "$1/dev/random" c 1 8
  mknod "$1/dev/urandom" c 1 9
  chmod 666 "$1"/dev/*
}

opens=()
for package in lang net io nio lang.reflect text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
  opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done

# Runs one command in one environment.
run_in() { # environment, output folder, the command's arguments
  local environment=$1 out=$2
  shift 2
  local launcher=$install/riverrank
  local as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  case $environment in
  home) env HOME="$work/a-home" LC_ALL=C.UTF-8 "$launcher" "$@" ;;
  empty) env -i PATH="$PATH" "$launcher" "$@" ;;
  no-home) env -u HOME "$launcher" "$@" ;;
  unwritable-home) "${as_nobody[@]}" env -i PATH="$PATH" HOME="$work/closed-home" "$launcher" "$@" ;;
  # Whose home of /etc/passwd is not there.
  nobody) "${as_nobody[@]}" env -i PATH="$PATH" HOME=/nonexistent "$launcher" "$@" ;;
  # There is no shell, so this is what the launcher does, by hand.
  only-a-jre)
    # shellcheck disable=SC2016
    env -i PATH="$PATH" LC_ALL=C.UTF-8 unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$work/root" \
      /jre/bin/java "${opens[@]}" --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED \
      -Dlog4j.configurationFile=log4j2-riverrank.properties -Dlog4j2.disable.jmx=true \
      -cp '/riverrank/riverrank-tools.jar:/riverrank/lib/*' io.riverrank.tools.Riverrank "$@"
    ;;
  esac >"$out/stdout" 2>"$out/stderr"
}

attempt() { # environment, command: prints the cell
  local out=$work/out/$1/$2 in=$work/in code=0 made_in
  [ "$1" = only-a-jre ] && out=$work/root/out/$2
  mkdir -p "$out"
  chmod 777 "$out"
  local given=("$in" "$out")
  [ "$1" = only-a-jre ] && given=(/in "/out/$2")
  mapfile -t args < <(arguments "$2" "${given[@]}")
  run_in "$1" "$out" "${args[@]}" || code=$?
  if [ "$code" != 0 ]; then
    echo "exit $code"
    return
  fi
  made_in=$(made "$2" "$out")
  if [ "$1" = home ]; then
    echo "$made_in" >"$work/out/$2.expected"
  fi
  if [ -n "$made_in" ] && [ "$made_in" = "$(cat "$work/out/$2.expected")" ]; then
    grep -q 'WARN\|Exception' "$out/stderr" && echo "same, warns" || echo same
  else
    echo other
  fi
}

mkdir -p "$work/a-home" "$work/closed-home" "$work/out"
chmod 555 "$work/closed-home"
make_root "$work/root"

failures=0
printf '%-16s' environment
printf '%-12s' "${commands[@]}"
echo
for environment in "${environments[@]}"; do
  printf '%-16s' "$environment"
  for command in "${commands[@]}"; do
    cell=$(attempt "$environment" "$command")
    printf '%-12s' "$cell"
    [ "$cell" = same ] || failures=$((failures + 1))
  done
  echo
done
[ "$failures" = 0 ] || fail "$failures cells are not the same; what was said is in $work"
rm -rf "$work"
