#!/usr/bin/env bash
# Lets a real InfluxDB be away for a while under load, and checks that nothing acknowledged is missing afterwards.
#   tests/influx-outage.sh [SECONDS [MESSAGES_PER_SECOND]]     default: 600 s at 2,000 messages/s
# Needs influxd on this machine. Prints how long after influxd's return the first sample that was published since could be asked for (it fails beyond
# 5 s, more where the machine has more to do than processors), how much was then still to follow, and when all of it had.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
export FACILITIES_TEST_OUTAGE_SECONDS=${1:-600} FACILITIES_TEST_OUTAGE_RATE=${2:-2000} CI=true
exec dotnet test tests/Ingest.Tests -c Release --logger "console;verbosity=detailed" \
  --filter FullyQualifiedName~InfluxCrash_Tests.While_influxdb_is_away
