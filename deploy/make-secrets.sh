#!/usr/bin/env bash
# Makes the secret files that docker-compose.yml names, each with a random value; what is there already stays as it is.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
umask 077
mkdir -p secrets
for name in admin_password postgres_password influxdb_password influxdb_admin_password simulator_password; do
  [ -s "secrets/$name" ] && continue
  # Letters and digits only: it also stands in shells and connection strings. The end brings the digit that accounts ask for.
  printf '%sk7\n' "$(head -c 512 /dev/urandom | base64 -w0 | tr -dc 'A-Za-z0-9' | cut -c1-24)" >"secrets/$name"
  printf 'made deploy/secrets/%s\n' "$name"
done
if [ ! -e secrets/mosquitto_passwords ]; then
  : >secrets/mosquitto_passwords
  printf 'made deploy/secrets/mosquitto_passwords, empty: add accounts with mosquitto_passwd\n'
fi
# The containers run under accounts of their own.
chmod 644 secrets/*
chmod 711 secrets
