#!/usr/bin/env bash
# Runs every command, to its end and ended in the midst of it by INT, TERM and KILL, each with a home and a temporary
# folder of its own and under strace, and prints what it left there and whom it called. Fails where that is more than
# docs/operations.md says. Wants a build (./riverrank --version makes one), and strace 5.3 or newer.
#   leaves-nothing.sh [WORK_DIR [COMMAND ...]]
# A COMMAND is one of version score rank evaluate backfill demo bench run replay; default: all.
set -euo pipefail
# A shell without job control makes what it starts in the background deaf to INT.
set -m

fail() {
  echo "leaves-nothing: $1" >&2
  exit 1
}

repository=$(cd "$(dirname "$(readlink -f "$0")")/../../../../.." && pwd)
[ -f "$repository/job/tools/target/riverrank-tools.jar" ] || fail "there is no build; make one by ./riverrank --version"
command -v strace >/dev/null || fail "there is no strace"
work=${1:-$(mktemp -d /tmp/leaves-nothing.XXXXXX)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
[ -z "$(ls -A "$work")" ] || fail "$work is not empty; name a new folder"

commands=("${@:2}")
[ "$#" -gt 1 ] || commands=(version score rank evaluate backfill demo bench run replay)

log=$repository/job/tools/src/main/resources/io/riverrank/tools/demo/search-log.jsonl
endings=(finished INT TERM KILL)
WAIT_SECONDS=600

# Small input for what is to end, and more than a command gets through for what is to be ended.
few() {
  printf '{"query":"average rent in canada","document":"Average monthly rent by province"}\n'
}
repeated() { # times
  local i
  for ((i = 0; i < $1; i++)); do few; done
}
few >"$work/few.jsonl"
repeated 20000 >"$work/many.jsonl"
sed 's/^{.*"document":"\(.*\)"}$/\1/' "$work/few.jsonl" >"$work/few.txt"
sed 's/^{.*"document":"\(.*\)"}$/\1/' "$work/many.jsonl" >"$work/many.txt"
labelled() { sed 's/}$/,"label":1}/'; }
labelled <"$work/few.jsonl" >"$work/few-labelled.jsonl"
labelled <"$work/many.jsonl" >"$work/many-labelled.jsonl"
cp "$log" "$work/few-log.jsonl"
for i in $(seq 400); do sed "s/\"query_id\": *\"/&$i-/" "$log"; done >"$work/many-log.jsonl"

# A command's arguments, one a line.
arguments() { # command, few or many, folder of the output
  case $1 in
  version) printf '%s\n' --version ;;
  score) printf '%s\n' score --input "$work/$2.jsonl" --output "$3/scores.jsonl" ;;
  rank) printf '%s\n' rank --query rent --documents "$work/$2.txt" ;;
  evaluate) printf '%s\n' evaluate --input "$work/$2-labelled.jsonl" --html "$3/report.html" --json "$3/report.json" ;;
  backfill) printf '%s\n' backfill --input "$work/$2-log.jsonl" --output "$3/results" --parallelism 1 ;;
  demo) printf '%s\n' demo --input "$work/$2-log.jsonl" --parallelism 1 ;;
  bench) printf '%s\n' bench --input "$work/few-log.jsonl" --seconds 1 --rounds 1 --parts limit,scorer,operator,job ;;
  run) printf '%s\n' run --bootstrap-servers "$broker" -D kafka.create-topics=true -D kafka.delivery-guarantee=at-least-once --parallelism 1 ;;
  replay) printf '%s\n' dead-letters replay --bootstrap-servers "$broker" --requests "$requests" --dead-letters "$dead_letters" ;;
  esac
}

# Whether a run is so far that ending it is ending it in the midst: ONNX Runtime is loaded, or it speaks to the broker. Or
# it has ended.
is_underway() { # process, command, folder of the attempt
  kill -0 "$1" 2>/dev/null || return 0
  case $2 in
  replay) grep -qs 'sa_family=AF_INET' "$3/trace" ;;
  *) grep -qs libonnxruntime "/proc/$1/maps" ;;
  esac
}

await() { # seconds, command ...
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}

is_empty() { [ -z "$(ls -A "$1")" ]; }

# Also where it was started: the JVM puts what it says of a crash there. The tokenizer library is a cache;
# docs/operations.md says where.
left() { # folder of the attempt
  (cd "$1" && find home tmp here -mindepth 1 ! -type d ! -path 'home/.djl.ai/tokenizers/*' | sort | head -n 20)
}

# Addresses beyond this machine, and name servers. A Flink and a broker in the process speak by the loopback, and
# AF_UNIX is no network.
called() { # trace
  grep 'sa_family=AF_INET' "$1" |
    sed -n 's/.*port=htons(\([0-9]*\)).*\(inet_addr("\|inet_pton(AF_INET6, "\)\([^"]*\)".*/\3 \1/p' |
    grep -v '^127\.\|^::1 \|^::ffff:127\.' | sort | uniq -c || true
}

local_names() { ip -o addr 2>/dev/null | sed -n 's/.* inet6\{0,1\} \([^ /]*\).*/\1/p'; }
# Flink listens at the address that the machine's name has.
own=$(local_names | sed 's/\./\\./g; s/.*/^ *[0-9]* &  *[0-9]*$/' | paste -sd '|' -)

failures=0
attempt() { # command, ending
  local at=$work/$1-$2 size=many code=0 pid
  [ "$2" = finished ] && size=few
  mkdir -p "$at"/{home,tmp,out,here}
  mapfile -t args < <(arguments "$1" "$size" "$at/out")
  # The tracer is a grandchild, so that the process is the launcher, which becomes the JVM.
  env -C "$at/here" HOME="$at/home" TMPDIR="$at/tmp" RIVERRANK_JAVA_OPTS="-XX:-UsePerfData -Duser.home=$at/home" \
    strace -D -f --seccomp-bpf -qq -e trace=connect -e signal=none -o "$at/trace" \
    "$repository/riverrank" "${args[@]}" >"$at/stdout" 2>"$at/stderr" </dev/null &
  pid=$!
  if [ "$2" != finished ]; then
    await "$WAIT_SECONDS" is_underway "$pid" "$1" "$at" || true
    case $1 in
    # Their Flink and the broker's clients may come up after it.
    backfill | demo | bench | run) sleep 8 ;;
    # It has little to do.
    replay) ;;
    *) sleep 1 ;;
    esac
    kill -s "$2" "$pid" 2>/dev/null || true
  fi
  { wait "$pid"; } 2>/dev/null || code=$?
  # The launcher's helper clears the folder when nobody is left.
  await 30 is_empty "$at/tmp" || true
  local what whom verdict=ok
  what=$(left "$at")
  whom=$(called "$at/trace")
  [ -z "$own" ] || whom=$(grep -Ev "$own" <<<"$whom" || true)
  case $2/$code in
  finished/0 | INT/130 | TERM/143 | KILL/137) ;;
  *) verdict="exit $code" ;;
  esac
  [ -z "$what" ] || verdict="left something"
  [ -z "$whom" ] || verdict="called somebody"
  [ "$verdict" = ok ] || failures=$((failures + 1))
  printf '%-10s %-9s %-16s connects: %s\n' "$1" "$2" "$verdict" "$(grep -c 'sa_family=AF_INET' "$at/trace" || true)"
  [ -z "$what" ] || sed 's/^/             left: /' <<<"$what"
  [ -z "$whom" ] || sed 's/^/             called: /' <<<"$whom"
}

# The broker for those that need one is the demo's.
mkdir -p "$work/broker"/{home,tmp}
HOME=$work/broker/home TMPDIR=$work/broker/tmp "$repository/riverrank" demo --keep-running --parallelism 1 \
  >"$work/broker/stdout" 2>"$work/broker/stderr" &
demo=$!
trap 'kill "$demo" 2>/dev/null || true' EXIT
is_up() { grep -q 'Topics' "$work/broker/stdout" || ! kill -0 "$demo" 2>/dev/null; }
await "$WAIT_SECONDS" is_up && kill -0 "$demo" 2>/dev/null || fail "the demo did not come up; see $work/broker"
broker=$(sed -n 's/^Kafka broker *//p' "$work/broker/stdout" | tail -n 1)
requests=$(sed -n 's/^Topics *\([^,]*\), .*/\1/p' "$work/broker/stdout" | tail -n 1)
dead_letters=$(sed -n 's/^Topics .*, \([^,]*\)$/\1/p' "$work/broker/stdout" | tail -n 1)

for command in "${commands[@]}"; do
  for ending in "${endings[@]}"; do
    case $command/$ending in
    # They end at once, or never.
    version/INT | version/TERM | version/KILL | run/finished) continue ;;
    esac
    attempt "$command" "$ending"
  done
done
[ "$failures" = 0 ] || fail "$failures runs left or called something, or ended otherwise than expected; see $work"
kill "$demo" && wait "$demo" 2>/dev/null || true
rm -rf "$work"
