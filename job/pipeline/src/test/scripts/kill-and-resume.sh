#!/usr/bin/env bash
# Kills a backfill at random moments (kill -9), starts it again each time, and compares what is written in the end with
# an undisturbed run: results and dead letters, sorted, byte for byte, scored_at aside.
#   kill-and-resume.sh INPUT WORK_DIR [KILLS] [SEED] [BACKFILL_ARGUMENT ...]
set -euo pipefail

fail() {
  echo "kill-and-resume: $1" >&2
  exit 1
}

[ $# -ge 2 ] || fail "usage: $0 INPUT WORK_DIR [KILLS] [SEED] [BACKFILL_ARGUMENT ...]"
input=$1
work=$2
kills=${3:-10}
RANDOM=${4:-1}
shift $(($# < 4 ? $# : 4))
riverrank=$(dirname "$(readlink -f "$0")")/../../../../../riverrank
mkdir -p "$work"
rm -rf "$work/whole" "$work/killed"

backfill() { # output
  ${replace:-} "$riverrank" backfill --input "$input" --output "$1" -D backfill.checkpoint-interval=300ms "${arguments[@]}"
}
arguments=("$@")

normalized() { # folder
  (cd "$1" && cat results-* _dead-letters/* 2>/dev/null) | sed 's/"scored_at":"[^"]*"//' | LC_ALL=C sort
}

started=$SECONDS
backfill "$work/whole" 2>"$work/whole.log" || fail "the undisturbed run failed: $(cat "$work/whole.log")"
whole_seconds=$((SECONDS - started))
echo "undisturbed: $whole_seconds s, $(normalized "$work/whole" | wc -l) lines"

done_kills=0
early=0
while [ "$done_kills" -lt "$kills" ]; do
  # The subshell becomes Java, so that its id is the one to kill.
  (replace=exec; backfill "$work/killed") 2>>"$work/killed.log" &
  pid=$!
  # From before the first record to some seconds into the work.
  sleep "$((RANDOM % (whole_seconds + 1))).$((RANDOM % 10))"
  if kill -9 "$pid" 2>/dev/null; then
    wait "$pid" 2>/dev/null || true
    done_kills=$((done_kills + 1))
    newest=$(ls -d "$work"/killed/_riverrank/checkpoints/*/chk-* 2>/dev/null | sed 's/.*chk-//' | sort -n | tail -1) || true
    echo "kill $done_kills: newest checkpoint ${newest:-none}, $(find "$work/killed" -name 'results-*' 2>/dev/null | wc -l) parts"
  else
    wait "$pid" || fail "a run failed: $(tail -5 "$work/killed.log")"
    early=$((early + 1))
    echo "finished before kill $((done_kills + 1)); compared, and begun anew"
    cmp <(normalized "$work/whole") <(normalized "$work/killed") || fail "the output is another"
    rm -rf "$work/killed"
  fi
done
backfill "$work/killed" 2>>"$work/killed.log" || fail "the last run failed: $(tail -5 "$work/killed.log")"
cmp <(normalized "$work/whole") <(normalized "$work/killed") || fail "the output is another"
[ -z "$(find "$work/killed" -name '*.inprogress.*')" ] || fail "unfinished files are left"
echo "the same after $done_kills kills ($early full runs between them)"
