#!/bin/sh
# Puts the pieces beside this file together: sh join.sh [DIR]. DIR is where the folder goes; default: here.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$PWD}

fail() {
  echo "join: $1" >&2
  exit 1
}

[ -f "$here/SHA256SUMS" ] || fail "$here has no SHA256SUMS; bring it along with the pieces"
mkdir -p "$to" && to=$(cd "$to" && pwd)
cd "$here"
pieces=$(sed 's/^[0-9a-f]* [ *]//' SHA256SUMS)
for piece in $pieces; do
  [ -f "$piece" ] || fail "$piece is missing; bring it here"
  grep " [ *]*$piece\$" SHA256SUMS | sha256sum -c - >/dev/null 2>&1 || fail "$piece is damaged; bring it again"
done
# shellcheck disable=SC2086
cat $pieces | gzip -dc | tar -xf - -C "$to" || fail "the pieces could not be unpacked to $to"
