#!/usr/bin/env bash
# Swaps the model of a job again and again under load: what stays of each, and what the queries pay.
#   swaps.sh [--swaps N] [--windows N] [--window SECONDS] [--json FILE] [--keep] [--help]
# RIVERRANK_FLINK names the folder of the Flink installation that is used, or made; see launch.sh.
exec "$(dirname "$(readlink -f "$0")")/launch.sh" io.riverrank.faults.swaps.SwapsCommand "$@"
