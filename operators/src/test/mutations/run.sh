#!/usr/bin/env bash
# Shows that the tests bite: breaks the code by each patch in turn, in a copy, and expects the test that the
# patch names to fail. Prints a table; exits 1 if a broken promise goes unnoticed.
#   run.sh            all patches
#   run.sh NAME ...   these only
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && tar -cf - --exclude=.git --exclude=./job/*/target --exclude=./deploy/target .) | tar -xf - -C "$copy"

run_test() {
  local module=$1 test=$2 goal=test
  case $test in *ITCase) goal=verify ;; esac
  (cd "$copy" && timeout 600 mvn -q -B -o -Dspotless.check.skip -pl "$module" -am "$goal" \
    -Dtest="$test" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test="$test" -Dfailsafe.failIfNoSpecifiedTests=false) >"$copy/log" 2>&1
}

# The files that a patch names, as they are. To apply it backwards may hit another place that looks the same.
restore() { # patch
  local file
  while read -r file; do
    cp "$root/$file" "$copy/$file" && rm -f "$copy/$file".{orig,rej} || return
  done < <(sed -n 's#^+++ b/##p' "$1")
}

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for patch in "$here"/*.patch; do names+=("$(basename "$patch" .patch)"); done
fi

missed=0
printf '%-45s %-22s %s\n' patch test outcome
for name in "${names[@]}"; do
  patch=$here/$name.patch
  test=$(sed -n 's/^Caught-by: //p' "$patch")
  module=$(sed -n 's/^Module: //p' "$patch")
  if ! patch -s -p1 -d "$copy" <"$patch"; then
    outcome="does not apply"
    missed=$((missed + 1))
  elif run_test "$module" "$test"; then
    outcome="MISSED"
    missed=$((missed + 1))
  elif grep -q "COMPILATION ERROR" "$copy/log"; then
    outcome="does not compile"
    missed=$((missed + 1))
  else
    outcome="caught"
  fi
  restore "$patch" || exit 2
  printf '%-45s %-22s %s\n' "$name" "$test" "$outcome"
done
echo "mutations=${#names[@]} missed=$missed"
[ "$missed" -eq 0 ]
