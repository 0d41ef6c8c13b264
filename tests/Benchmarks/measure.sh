#!/usr/bin/env bash
# Measures the whole path on this machine and prints the rows of docs/performance.md as JSON reports, one after another.
# Needs a Release build; starts the service on free loopback ports with an empty data folder and stops it again.
#   tests/Benchmarks/measure.sh [--store sqlite|influx]   influx: starts Debian's influxd beside it, in the same folder
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

store=sqlite
[ "${1:-}" != --store ] || store=${2:?"--store needs sqlite or influx"}
web=15180 mqtt=15183 influx_port=15186
folder=$(mktemp -d)
service=0 influx=0
bin=artifacts/bin

note() { printf '\n## %s\n' "$1"; }
stop() {
  [ $service -eq 0 ] || kill -KILL $service 2>/dev/null || true
  [ $influx -eq 0 ] || kill $influx 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT

start_influx() {
  influxd config 2>/dev/null | sed \
    -e "s#/var/lib/influxdb#$folder/influx#g; s#\"\\(/[^\"]*\\)/.influxdb#\"$folder/influx#g" \
    -e "s#bind-address = \":8086\"#bind-address = \"127.0.0.1:$influx_port\"#; s#bind-address = \"127.0.0.1:8088\"#bind-address = \"127.0.0.1:$((influx_port + 1))\"#" \
    -e 's#reporting-disabled = false#reporting-disabled = true#; s#log-enabled = true#log-enabled = false#' >"$folder/influxdb.conf"
  influxd -config "$folder/influxdb.conf" >"$folder/influxd.log" 2>&1 &
  influx=$!
  until curl -sf "http://127.0.0.1:$influx_port/ping" >/dev/null; do sleep 0.2; done
}

start_service() {
  local more=()
  [ "$store" != influx ] || more=(--Telemetry:Store influx --Influx:Url "http://127.0.0.1:$influx_port")
  dotnet $bin/Dashboard/release/Facilities.Dashboard.dll --demo --urls "http://127.0.0.1:$web" --Mqtt:Port $mqtt --Data:Path "$folder/data" "${more[@]}" >>"$folder/service.log" 2>&1 &
  service=$!
}

ready() { curl -sf -m 2 "http://127.0.0.1:$web/health/ready" >/dev/null; }
await_ready() {
  for _ in $(seq 1 600); do
    ready && return
    kill -0 $service 2>/dev/null || { cat "$folder/service.log"; exit 1; }
    sleep 0.1
  done
  cat "$folder/service.log"
  exit 1
}
lag() { curl -sf -m 2 "http://127.0.0.1:$web/health/ready" | grep -oE '"[a-z]+LagBytes":[0-9]+' | cut -d: -f2 | awk '{ sum += $1 } END { print sum + 0 }'; }
load() { dotnet $bin/Simulator/release/Facilities.Simulator.dll load --provision 10000 --json --dashboard "http://127.0.0.1:$web" --broker "127.0.0.1:$mqtt" "$@"; }
milliseconds() { date +%s%3N; }

[ "$store" != influx ] || start_influx
note "machine"
grep -m1 'model name' /proc/cpuinfo
printf '%s cores, commit %s, store %s, %s\n' "$(nproc)" "$(git rev-parse --short HEAD)" "$store" "$(date -u +%F)"
start_service
await_ready

note "as many as are acknowledged, 10 s"
load --rate max --seconds 10
note "20,000 messages/s, 20 s: published until queryable"
load --rate 20000 --seconds 20 --queryable
note "75,000 messages/s, 10 s: acknowledgement latency and memory at half the rate asked for"
load --rate 75000 --seconds 10

note "kill -9 under full load, then start again"
load --rate max --seconds 30 --keep >"$folder/killed.json" 2>&1 &
loading=$!
sleep 20
kill -KILL $service
wait $service 2>/dev/null || true
wait $loading 2>/dev/null || true
printf 'journal %s MiB\n' "$(du -sm "$folder/data/journal" | cut -f1)"
began=$(milliseconds)
start_service
until (exec 3<>/dev/tcp/127.0.0.1/$mqtt) 2>/dev/null; do sleep 0.05; done
printf 'listening after %s ms\n' $(($(milliseconds) - began))
await_ready
printf 'ready after %s ms\n' $(($(milliseconds) - began))
until [ "$(lag)" = 0 ]; do sleep 0.1; done
printf 'drained after %s ms\n' $(($(milliseconds) - began))
