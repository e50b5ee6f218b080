# How ./riverrank starts fast. Sourced by it, with tools, built, class_path and java set.
#
# In $cache, beside the build, is what a start would otherwise make anew: the native library and the bundled model,
# unpacked by the first run that wants them, and an archive of loaded classes (class data sharing) with what --help
# prints, made after a build or by the first run that has none. It goes with `mvn clean`. Where it can't be written,
# runs do without.

cache=$tools/cache

# Commands that are over in seconds: the compiler that optimises and the collector of large heaps cost them more than
# they give. Leaves options of the JVM in start_options.
choose_start_options() { # argument ...
  start_options=("-Driverrank.cache-dir=$cache")
  local collector=G1
  case ${1:-} in
  bench | run | backfill | monitor | evaluate) ;;
  *)
    collector=Serial
    case "$*" in
    # What hashes a model's files is compiled to SHA instructions by the compiler that optimises only: a gigabyte a
    # second instead of 170 MB. So it is there, for what runs more often than anything does in a short command.
    *--model* | *rerank.model.* | *--config*)
      start_options+=(-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000 -XX:Tier4CompileThreshold=50000)
      ;;
    *) start_options+=(-XX:TieredStopAtLevel=1) ;;
    esac
    ;;
  esac
  case ${1:-} in
  score | rank | -* | '')
    start_options+=(-Xms8m)
    # Once a block as large as a model's weights was freed, glibc would keep all smaller ones that are freed later.
    export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-131072}
    ;;
  esac
  # A user's own stands in for ours; two are refused.
  [[ ${RIVERRANK_JAVA_OPTS:-} == *-XX:+Use*GC* ]] || start_options+=("-XX:+Use${collector}GC")
  find_archive
  if [ -s "$archive" ]; then
    # One that doesn't fit this JVM, its options or the jars is passed over, and nothing is said. Mapped where it was
    # made for, it needs neither time nor memory for new addresses.
    start_options+=("-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off
      -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
  fi
}

# Prints what is kept of --help, in UTF-8 as all output; fails where there is none, or where something decides on its colours.
print_help() { # argument ...
  local help=$cache/help
  [ $# -eq 1 ] && { [ "$1" = --help ] || [ "$1" = -h ]; } && [ -z "${RIVERRANK_JAVA_OPTS:-}" ] || return 1
  if [ -t 1 ] && [ -t 2 ]; then
    [ -z "${NO_COLOR+set}${CLICOLOR+set}${CLICOLOR_FORCE+set}" ] && [ "${TERM:-dumb}" != dumb ] || return 1
    help=$help-in-colours
  fi
  [ "$help" -nt "$built" ] && [ "$help" -nt "$tools/lib" ] && cat "$help" 2>/dev/null
}

# Leaves the archive for this Java in archive.
find_archive() {
  local release
  release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
  archive=$(cksum <"$release" 2>/dev/null) || archive=none
  archive=$cache/classes-${archive%% *}.jsa
}

# Whether one has to be made: not for a class path of the user's, nor where it can't be written.
needs_archive() {
  [ -z "${HADOOP_CLASSPATH:-}" ] && [ -w "$tools" ] && { [ ! -e "$cache" ] || [ -w "$cache" ]; } &&
    { [ ! "$archive" -nt "$built" ] || [ ! "$archive" -nt "$tools/lib" ]; }
}

# In place of an older one, whole or not at all. Where it fails an empty file says so until the next build. Help is
# kept with it.
make_archive() (
  mkdir -p "$cache" || exit 0
  exec 7>"$cache/lock"
  ! command -v flock || flock -n 7 || exit 0
  work=$(mktemp -d "$cache/making-XXXXXX") || exit 0
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  printf '{"query":"a","document":"b"}\n' >pair.jsonl
  record_classes --help && record_classes score --input pair.jsonl &&
    nice "$java" -XX:+UseG1GC -Xshare:dump -XX:SharedClassListFile=classes -XX:SharedArchiveFile=archive -cp "$class_path" ||
    : >archive
  rm -f "$cache"/classes-*.jsa "$cache"/help*
  mv -f archive "$archive"
  keep_help false help && keep_help true help-in-colours || true
) >/dev/null 2>&1

# Adds the classes that a command loads to the file classes. Nothing of it is in the user's home.
record_classes() { # command ...
  nice "$java" -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList=loaded -Djava.io.tmpdir=. -Duser.home="$PWD" \
    "${log_options[@]}" -Driverrank.cache-dir="$cache" -cp "$class_path" io.riverrank.tools.Riverrank "$@" &&
    cat loaded >>classes
}

# Whole or not at all.
keep_help() { # colours file
  nice "$java" -XX:+DisplayVMOutputToStderr ${encoding[@]+"${encoding[@]}"} -Dpicocli.ansi="$1" "${log_options[@]}" \
    -cp "$class_path" io.riverrank.tools.Riverrank --help >"$2" && mv "$2" "$cache/$2"
}
