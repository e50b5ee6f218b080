#!/usr/bin/env bash
# The fault suite: breaks a real broker, cluster and job, and checks every result.
#   run.sh [--quick] [--only KIND,...] [--times N] [--seed N] [--out DIR] [-D KEY=VALUE] [--list] [--keep] [--help]
# RIVERRANK_FLINK names the folder of the Flink installation that is used, or made; see launch.sh.
exec "$(dirname "$(readlink -f "$0")")/launch.sh" io.riverrank.faults.FaultsCommand "$@"
