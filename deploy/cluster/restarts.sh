#!/usr/bin/env bash
# Where the time of a job's restarts went, from the logs of its job manager and task managers.
#   restarts.sh LOG...     e.g. restarts.sh ~/flink/log/*manager*.log
# A phase ends with the last task that reaches it. Where results are exactly-once, the first of them can be read with
# the first checkpoint.
set -euo pipefail

[ $# -gt 0 ] && [ "$1" != --help ] || {
  sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"
  exit
}
for log in "$@"; do
  [ -r "$log" ] || {
    echo "restarts: $log can't be read; name the logs of the job manager and of the task managers" >&2
    exit 1
  }
done

grep -qE ' switched from state [A-Z]+ to (RESTARTING|FAILING)\.' "$@" || {
  echo "restarts: no job restarted" >&2
  exit
}

# A log's lines are in order of time, several logs' are not.
grep -hE '^[0-9-]{10} [0-9:]{8},[0-9]{3} .*(switched from (state )?[A-Z]+ to |Restoring job|LoadedModel .* loaded: |Completed checkpoint)' "$@" |
  sort | awk '
  function seconds(  clock) {
    split($2, clock, "[:,]")
    return 3600 * clock[1] + 60 * clock[2] + clock[3] + clock[4] / 1000
  }
  function phase(from, to, what) { if (from != "" && to != "") printf "  %6.2f s  %s\n", (to - from + 86400) % 86400, what }
  function finish(  i) {
    if (failed == "") return
    printf "%s%s\n", title, checkpoint
    phase(failed, again, "until the job is scheduled again: tasks end, the restart strategy waits")
    phase(again, deployed, "until tasks are deployed: slots, and task managers that are new")
    phase(deployed, running, "until tasks run: state and the model")
    for (i = 0; i < models; i++) print "            " model[i]
    phase(running, complete, "until the first checkpoint is complete")
    if (running == "") print "            " (ended ? "not all tasks run when the logs end" : "failed again before all tasks ran")
    failed = again = deployed = running = complete = checkpoint = ""
    models = initializing = 0
  }
  BEGIN { models = initializing = ended = 0 }
  / switched from state [A-Z]+ to (RESTARTING|FAILING)\./ {
    finish()
    failed = seconds()
    title = $0
    sub(/.* - Job /, "", title)
    sub(/ \([0-9a-f]+\) switched.*/, "", title)
    title = $1 " " $2 ": " title
  }
  failed == "" { next }
  / switched from state [A-Z]+ to RUNNING\./ { again = seconds() }
  /Restoring job/ && match($0, /from (Checkpoint|Savepoint) [0-9]+/) { checkpoint = ", " substr($0, RSTART, RLENGTH) }
  # While one task is not that far yet, it does not matter that others run.
  /ExecutionGraph .* switched from DEPLOYING to INITIALIZING/ { deployed = seconds(); running = ""; initializing++ }
  /ExecutionGraph .* switched from INITIALIZING to RUNNING/ { if (--initializing == 0) running = seconds() }
  /LoadedModel .* loaded: / { model[models] = $0; sub(/.* - Model /, "model ", model[models]); sub(/ loaded: .*; it took/, ":", model[models]); models++ }
  /Completed checkpoint/ && running != "" { complete = seconds(); finish() }
  END { ended = 1; finish() }'
