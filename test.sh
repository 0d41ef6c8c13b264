#!/usr/bin/env bash
# Installs what the tests need (nothing if it is there already), builds with warnings as errors, checks formatting,
# runs every test, and leaves no service running, enabled or changed.
#   ./test.sh                 everything, as CI does
#   ./test.sh --filter TEXT   only tests whose full name contains TEXT (no formatting check)
# Last line: "N passed, N failed". Exit code 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")" || exit 2

filter=""
case "${1:-}" in
  "") ;;
  --filter) filter=${2:?"--filter needs a text"} ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export DEBIAN_FRONTEND=noninteractive
results=$PWD/artifacts/test-results
rm -rf "$results"; mkdir -p "$results"

step() { printf '\n== %s (%s)\n' "$1" "$(date +%T)"; }
give_up() { printf '%s\n' "$1" >&2; printf '0 passed, 1 failed\n'; exit 1; }

# package → a file that proves it is installed
declare -A needed=(
  [mosquitto]=/usr/sbin/mosquitto
  [mosquitto-clients]=/usr/bin/mosquitto_pub
  [python3-paho-mqtt]=/usr/lib/python3/dist-packages/paho/mqtt/client.py
  [postgresql]=/usr/lib/postgresql/15/bin/initdb
  [influxdb]=/usr/bin/influxd
  [victoria-metrics]=/usr/bin/victoria-metrics
  [chromium]=/usr/bin/chromium
  [fonts-noto-cjk]=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
  [shellcheck]=/usr/bin/shellcheck
)

install_missing() {
  local missing=() package
  for package in "${!needed[@]}"; do
    [ -e "${needed[$package]}" ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  step "Installing ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
    if ! sudo -n true 2>/dev/null; then
      printf 'Root is needed once: apt-get install --no-install-recommends %s\n' "${missing[*]}" >&2
      return 1
    fi
  fi

  # While packages are unpacked no service may start; afterwards those that came with them stay switched off.
  local policy=/usr/sbin/policy-rc.d made_policy=""
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy >/dev/null && "${as_root[@]}" chmod +x $policy && made_policy=1
  fi
  "${as_root[@]}" apt-get update -q >"$results/apt.log" 2>&1
  # A fresh machine's own first upgrade may hold the lock for a while.
  "${as_root[@]}" apt-get install -qy --no-install-recommends -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 "${missing[@]}" >>"$results/apt.log" 2>&1
  local code=$?
  [ -z "$made_policy" ] || "${as_root[@]}" rm -f $policy
  if command -v systemctl >/dev/null; then
    for package in "${missing[@]}"; do
      case $package in
        mosquitto | postgresql | influxdb | victoria-metrics) "${as_root[@]}" systemctl disable "$package" >/dev/null 2>&1 ;;
      esac
    done
  fi
  if [ $code -ne 0 ]; then
    tail -20 "$results/apt.log"
    return 1
  fi
}

for tool in dotnet node npm; do
  command -v $tool >/dev/null || give_up "$tool is missing: the tests need the .NET 10 SDK and Node 20."
done
install_missing || give_up "The packages that the tests need could not be installed."

if [ -z "${FACILITIES_TEST_DATA:-}" ] && [ -d ../shared/data ]; then
  FACILITIES_TEST_DATA=$(readlink -f ../shared/data)
  export FACILITIES_TEST_DATA
fi

step "Shell scripts"
shellcheck test.sh .ci/run tests/*.sh tests/Benchmarks/*.sh deploy/*.sh || give_up "shellcheck found faults."

step "Restore and build, warnings as errors"
dotnet restore Facilities.sln --locked-mode -v q || give_up "Restore failed (is a packages.lock.json out of date? 'dotnet restore' renews it)."
dotnet build Facilities.sln -c Release --no-restore -v q -nologo || give_up "The build failed."

if [ -z "$filter" ]; then
  step "Formatting"
  dotnet format Facilities.sln --no-restore --verify-no-changes || give_up "Formatting differs: run 'dotnet format'."
fi

step "Tests"
arguments=(--no-build -c Release --nologo --results-directory "$results" --logger "trx" --blame-hang-timeout 10m)
[ -z "$filter" ] || arguments+=(--filter "FullyQualifiedName~$filter")
code=0
for project in tests/*.Tests/*.csproj; do
  dotnet test "$project" "${arguments[@]}" || code=1
done

# Counters of every result file: passed, failed (everything that neither passed nor was skipped), skipped.
count() {
  local total=0 value
  while read -r value; do total=$((total + value)); done < <(grep -ohE "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -oE "[ ]$1=\"[0-9]+\"" | grep -oE '[0-9]+')
  printf '%s' "$total"
}
passed=$(count passed)
executed=$(count executed)
failed=$((executed - passed))
[ $code -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
[ "$passed" -gt 0 ] || { [ "$failed" -gt 0 ] || failed=1; }

# The last lines are what one sees first: which tests failed.
if [ "$failed" -gt 0 ]; then
  step "Failed"
  grep -ohE '<UnitTestResult [^>]*outcome="(Failed|Error|Timeout|Aborted)"' "$results"/*.trx 2>/dev/null | grep -oE 'testName="[^"]*"' | cut -d'"' -f2 | sort | head -100
fi
printf '\n%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
