#!/usr/bin/env bash
# Packs a folder into pieces, with their SHA-256 and join.sh beside them: pieces.sh FOLDER MEGABYTES OUT
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
folder=$1 megabytes=$2 out=$3
name=$(basename "$folder")

mkdir -p "$out"
rm -f "$out/$name".tar.gz.* "$out/SHA256SUMS"
# gzip, since it is what a bare machine unpacks; the large library in it is compressed in itself.
tar -C "$(dirname "$folder")" --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -6 |
  split -b "$megabytes"000000 -d -a 3 - "$out/$name.tar.gz."
(cd "$out" && sha256sum "$name".tar.gz.* >SHA256SUMS)
cp "$here/join.sh" "$out/"
