#!/usr/bin/env bash
# Measures the loop on this machine while 5,000 messages a second come in, about 8 minutes, and prints tables for docs/performance.md:
# from a sensor's message to an open page and to a webhook; 20 Chromium pages and 200 phones at once.
# Needs a Release build and Chromium.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
rm -rf artifacts/measured
code=0
FACILITIES_MEASURE=1 dotnet test tests/EndToEnd.Tests -c Release --no-build --nologo -v q --filter LoopUnderLoad || code=$?
cat artifacts/measured/*.md
exit $code
