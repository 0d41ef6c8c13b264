#!/usr/bin/env bash
# Measures how long the chart page takes for 30 days and for a year of a point that reports every 10 s, about 2 minutes, and prints a table for
# docs/performance.md. Needs a Release build and Chromium.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
rm -f artifacts/measured/charts.md
code=0
FACILITIES_MEASURE=1 dotnet test tests/EndToEnd.Tests -c Release --no-build --nologo -v q --filter FullyQualifiedName~Measured.ChartPage || code=$?
cat artifacts/measured/charts.md
exit $code
