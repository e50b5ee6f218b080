#!/usr/bin/env bash
# The leak check: submits and cancels the job again and again, and shows that nothing of it stays.
#   leaks.sh [--jobs N] [--keep] [--help]
# RIVERRANK_FLINK names the folder of the Flink installation that is used, or made; see launch.sh.
exec "$(dirname "$(readlink -f "$0")")/launch.sh" io.riverrank.faults.leaks.LeaksCommand "$@"
