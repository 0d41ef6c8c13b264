#!/usr/bin/env bash
# Measures how smoothly a diagram of 500 nodes pans while each changes once a second, about a minute, and prints tables for docs/performance.md.
# Needs a Release build and Chromium.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
rm -f artifacts/measured/diagram.md
code=0
FACILITIES_MEASURE=1 dotnet test tests/EndToEnd.Tests -c Release --no-build --nologo -v q --filter SmoothDiagram || code=$?
cat artifacts/measured/diagram.md
exit $code
