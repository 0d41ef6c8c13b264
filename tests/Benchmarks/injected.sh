#!/usr/bin/env bash
# injected.sh [FIRST..LAST [HEALTHY_MONTHS [FOLDER]]]: records injected faults and healthy assets, judges them and deletes them, in slices, and prints the table
# of all of them for docs/detection.md. 1001..1100 and 144 when left out. Needs a Release build, 2.5 GB of disk at a time, and about 45 minutes of two cores.
# What a slice gave stays in FOLDER (artifacts/injected when left out); started again it goes on with the next slice.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
seeds=${1:-1001..1100}; months=${2:-144}; folder=${3:-artifacts/injected}
first=${seeds%%..*}; last=${seeds##*..}; count=$((last - first + 1))
# A healthy recording is a year long, so a slice has one of each type; and no slice more than ten seeds.
slices=$(((months + 11) / 12)); [ $((slices * 10)) -ge "$count" ] || slices=$(((count + 9) / 10)); [ "$slices" -le "$count" ] || slices=$count
mkdir -p "$folder"
for ((i = 0; i < slices; i++)); do
  from=$((first + i * count / slices)); to=$((first + (i + 1) * count / slices - 1))
  healthy=$((months * (i + 1) / slices - months * i / slices))
  kept="$folder/$from-$to-$healthy.outcomes.jsonl"
  [ ! -e "$kept" ] || { echo "slice $((i + 1)) of $slices: there already" >&2; continue; }
  began=$SECONDS
  rm -rf "$folder/slice"
  dotnet artifacts/bin/Simulator/release/Facilities.Simulator.dll inject --out "$folder/slice" --seeds "$from..$to" --healthy-months "$healthy" >/dev/null
  dotnet artifacts/bin/Ingest/release/Facilities.Ingest.dll evaluate --format injected --data "$folder/slice" --outcomes "$kept" >/dev/null 2>&1 || {
    dotnet artifacts/bin/Ingest/release/Facilities.Ingest.dll evaluate --format injected --data "$folder/slice" >/dev/null; exit 1; }
  echo "slice $((i + 1)) of $slices: seeds $from to $to, $healthy healthy months, $(du -sm "$folder/slice" | cut -f1) MB, $((SECONDS - began)) s" >&2
  rm -rf "$folder/slice"
done
dotnet artifacts/bin/Ingest/release/Facilities.Ingest.dll evaluate --format injected --data "$folder"
