#!/usr/bin/env bash
# Measures what docs/performance.md says, on this machine, and prints it as one Markdown table; what it is doing goes to stderr.
#   tests/Benchmarks/measure.sh [--quick] [PART…]
#     store        the embedded store alone: writing, bytes a sample, queries over 100 M samples, writing beside queries     4 min
#     influx       InfluxDB alone: the service's lines, roll-ups                                                             2 min
#     path         MQTT → journal → embedded store and detectors, kill -9 and start                                          5 min
#     path-influx  the same with InfluxDB                                                                                    8 min
#     recordings   the detectors on labelled recordings                                                                      1 min
# All parts when none is named: about 20 minutes on two cores with nothing else to do (which is what figures need). --quick only tries the commands, in 3.
# Needs a Release build; the parts with influx need Debian's influxd, recordings are taken from FACILITIES_TEST_DATA or ../shared/data.
# Everything runs on loopback ports of its own (15180 to 15187) in a folder that is deleted.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

quick=
if [ "${1:-}" = --quick ]; then quick=1; shift; fi
parts=${*:-store influx path path-influx recordings}
web=15180 mqtt=15183 influx_port=15186
data=${FACILITIES_TEST_DATA:-../shared/data}
folder=$(mktemp -d)
service=0 influx=0 loading=0
bin=artifacts/bin
lifts=10000 samples=100000000 rate=20000 half=75000 seconds=10
[ -z "$quick" ] || { lifts=500 samples=1000000 rate=500 half=1000 seconds=2; }

note() { printf '%(%T)T %s\n' -1 "$1" >&2; }
row() { printf '| %s | %s | %s |\n' "$1" "$2" "$3" >>"$folder/table"; }
milliseconds() { date +%s%3N; }
stop() {
  [ $loading -eq 0 ] || kill -KILL $loading 2>/dev/null || true
  [ $service -eq 0 ] || kill -KILL $service 2>/dev/null || true
  [ $influx -eq 0 ] || kill $influx 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
# Also when a part fails: what was measured till then.
table() {
  [ -s "$folder/table" ] || return 0
  local spent=$(($(date +%s) - since))
  printf '%s, %s cores, load average %s at the end, commit %s, %s, %d min %d s%s\n\n' \
    "$(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //')" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" "$(git rev-parse --short HEAD)" "$(date -u +%F)" \
    $((spent / 60)) $((spent % 60)) "${quick:+ (only tried: no figures)}"
  printf '| what | measured | target |\n| --- | --- | --- |\n'
  cat "$folder/table"
}
trap 'table; stop' EXIT
since=$(date +%s)

facilities() { dotnet $bin/Ingest/release/Facilities.Ingest.dll "$@"; }
load() { dotnet $bin/Simulator/release/Facilities.Simulator.dll load --provision $lifts --json --dashboard "http://127.0.0.1:$web" --broker "127.0.0.1:$mqtt" "$@"; }
lag() { curl -sf -m 2 "http://127.0.0.1:$web/health/ready" | grep -oE '"[a-z]+LagBytes":[0-9]+' | cut -d: -f2 | awk '{ sum += $1 } END { print sum + 0 }'; }
field() { grep -oE "\"$2\": *[^,]*" "$1" | head -n 1 | sed 's/.*: *//; s/[[:space:]]*$//'; }
ms() { awk -v us="$(field "$1" "$2")" 'BEGIN { if (us == "" || us == "null") print "–"; else printf "%.1f", us / 1000 }'; }
rows_of() { grep '^|' "$1" | tail -n +3 | tr -s ' ' >>"$folder/table"; }

start_influx() {
  mkdir -p "$folder/influx"
  influxd config 2>/dev/null | sed \
    -e "s#/var/lib/influxdb#$folder/influx#g; s#\"\\(/[^\"]*\\)/.influxdb#\"$folder/influx#g" \
    -e "s#bind-address = \":8086\"#bind-address = \"127.0.0.1:$influx_port\"#; s#bind-address = \"127.0.0.1:8088\"#bind-address = \"127.0.0.1:$((influx_port + 1))\"#" \
    -e 's#reporting-disabled = false#reporting-disabled = true#; s#log-enabled = true#log-enabled = false#' >"$folder/influxdb.conf"
  influxd -config "$folder/influxdb.conf" >"$folder/influxd.log" 2>&1 &
  influx=$!
  until curl -sf "http://127.0.0.1:$influx_port/ping" >/dev/null; do
    kill -0 $influx 2>/dev/null || { cat "$folder/influxd.log" >&2; exit 1; }
    sleep 0.2
  done
}

stop_influx() {
  kill $influx
  wait $influx 2>/dev/null || true
  influx=0
  rm -rf "$folder/influx"
}

start_service() {
  local more=()
  [ "$1" != influx ] || more=(--Telemetry:Store influx --Influx:Url "http://127.0.0.1:$influx_port")
  dotnet $bin/Dashboard/release/Facilities.Dashboard.dll --demo --urls "http://127.0.0.1:$web" --Mqtt:Port $mqtt --Data:Path "$folder/data" "${more[@]}" >>"$folder/service.log" 2>&1 &
  service=$!
}

listens() { (exec 3<>/dev/tcp/127.0.0.1/$mqtt) 2>/dev/null; }
ready() { curl -sf -m 2 "http://127.0.0.1:$web/health/ready" >/dev/null; }
drained() { [ "$(lag)" = 0 ]; }

# Until the service does what is named; ends everything when it dies, or after three minutes.
await() {
  local until=$(($(date +%s) + 180))
  until "$1"; do
    if ! kill -0 $service 2>/dev/null || [ "$(date +%s)" -ge $until ]; then
      note "waited in vain for the service: $1"
      cat "$folder/service.log" >&2
      exit 1
    fi
    sleep 0.05
  done
}

stop_service() {
  kill -KILL $service
  wait $service 2>/dev/null || true
  service=0
}

# One run of the load generator; its report in $folder/NAME.json. It fails when something is missing, which the row says.
run() {
  local name=$1
  shift
  note "load: $*"
  load "$@" >"$folder/$name.json" 2>"$folder/$name.err" || [ -s "$folder/$name.json" ] || { cat "$folder/$name.err" >&2; exit 1; }
}

store() {
  note "embedded store alone"
  local more=()
  [ ! -d "$data" ] || more=(--recordings "$data")
  facilities store bench --samples $samples --folder "$folder" "${more[@]}" >"$folder/store.md"
  rows_of "$folder/store.md"
}

influx() {
  note "InfluxDB alone"
  start_influx
  facilities store bench --influx --Influx:Url "http://127.0.0.1:$influx_port" --samples $((samples / 4)) --folder "$folder" >"$folder/influx.md"
  rows_of "$folder/influx.md"
  stop_influx
}

# MQTT QoS 1 → store ($1) with detectors on: as a live load, at half the rate asked for, at full rate, and killed.
path() {
  local store=$1 began bytes times target=150,000
  [ "$store" != influx ] || { start_influx; target=80,000; }
  rm -rf "$folder/data" "$folder/service.log"
  began=$(milliseconds)
  start_service "$store"
  await ready
  row "$store: start of an empty demo until ready" "$(($(milliseconds) - began)) ms" report

  run live --rate $rate --seconds $((2 * seconds)) --queryable
  row "$store: published → queryable at $rate msgs/s, p50 / p99" "$(ms "$folder/live.json" queryableP50Micros) / $(ms "$folder/live.json" queryableP99Micros) ms" "p99 <= 100 ms"
  run half --rate $half --seconds $seconds
  row "$store: acknowledgement at $half msgs/s, p50 / p99" "$(ms "$folder/half.json" ackP50Micros) / $(ms "$folder/half.json" ackP99Micros) ms" "p99 <= 50 ms"
  row "$store: memory of the service after it" "$(awk -v b="$(field "$folder/half.json" serverMemoryBytes)" 'BEGIN { printf "%.0f MiB", b / 1048576 }')" "<= 400 MiB"
  run full --rate max --seconds $seconds
  row "$store: acknowledged at full rate" "$(awk -v r="$(field "$folder/full.json" acknowledgedPerSecond)" 'BEGIN { printf "%d msgs/s = %.2fM samples/s", r, r * 8 / 1e6 }')" ">= $target msgs/s"
  row "$store: carried through until all is stored" "$(awk -v n="$(field "$folder/full.json" stored)" -v s="$(field "$folder/full.json" seconds)" -v c="$(field "$folder/full.json" caughtUpSeconds)" \
    'BEGIN { if (n == "null" || c == "null") print "not within its patience"; else printf "%d msgs/s, %.1f s after the last acknowledgement", n / (s + c), c }')" ">= $target msgs/s"
  local name lost=
  for name in live half full; do lost+="$(field "$folder/$name.json" acknowledged)/$(field "$folder/$name.json" stored) "; done
  row "$store: acknowledged/stored in the three runs" "$lost" equal

  note "kill -9 under full load, then start again"
  load --rate max --seconds $((3 * seconds)) --keep >"$folder/killed.json" 2>&1 &
  loading=$!
  sleep $((2 * seconds))
  stop_service
  wait $loading 2>/dev/null || true
  loading=0
  bytes=$(du -sm "$folder/data/journal" | cut -f1)
  began=$(milliseconds)
  start_service "$store"
  await listens
  times=($(($(milliseconds) - began)))
  await ready
  times+=($(($(milliseconds) - began)))
  await drained
  times+=($(($(milliseconds) - began)))
  row "$store: start after kill -9 with $bytes MiB of journal: listening" "${times[0]} ms" "<= 5 s"
  row "$store: the same: ready / everything carried over" "${times[1]} / ${times[2]} ms" "drained <= 60 s"
  stop_service
  [ "$store" != influx ] || stop_influx
}

recordings() {
  local format
  for format in skab nab; do
    note "labelled recordings: $format"
    [ -d "$data/$format" ] || { row "$format" "no recordings in $data" report; continue; }
    # A line of the command's table per row: its figures, each with the name of its column.
    facilities evaluate --format $format --data "$data/$format" 2>/dev/null | sed 's/[│┃]/|/g' | awk -F'|' -v format="$format" '
      NF < 3 { next }
      { for (i = 1; i <= NF; i++) gsub(/^ +| +$/, "", $i) }
      !columns { columns = NF; for (i = 2; i <= NF; i++) name[i] = $i; next }
      { line = ""; for (i = 2; i <= columns; i++) line = line (i > 2 ? ", " : "") name[i] " " $i; printf "| %s: %s | %s | report |\n", format, $1, line }' >>"$folder/table"
  done
}

for part in $parts; do
  case $part in
    store) store ;;
    influx) influx ;;
    path) path sqlite ;;
    path-influx) path influx ;;
    recordings) recordings ;;
    *) echo "unknown part '$part'" >&2; exit 2 ;;
  esac
done
