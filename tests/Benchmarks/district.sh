#!/usr/bin/env bash
# Measures the regulator's page over a district's year of 300 lifts and 100 fire systems, about 3 minutes, and prints tables for docs/performance.md:
# the queries, the service's answer, and Chromium until the numbers stand.
# Needs a Release build and Chromium.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
rm -f artifacts/measured/district.md
code=0
FACILITIES_MEASURE=1 dotnet test tests/EndToEnd.Tests -c Release --no-build --nologo -v q --filter DistrictPage || code=$?
cat artifacts/measured/district.md
exit $code
