#!/bin/bash
# tests/postgresql.sh start FOLDER   starts a PostgreSQL server of its own for tests, reached by a socket alone, and
#                                    writes its address into FOLDER/address
# tests/postgresql.sh stop FOLDER    stops and removes it
# Nothing of it is kept. As root the server runs as the user "postgres", for it refuses root.
set -euo pipefail
folder=$2
place=$folder/place
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

stop() {
  [ -f "$place" ] || return 0
  local data
  data=$(cat "$place")
  rm -f "$place" "$folder/address"
  [ -d "$data" ] || return 0
  as_server "$bin/pg_ctl" -D "$data/db" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$data"
}

start() {
  [ -n "$bin" ] || { echo "no PostgreSQL server is installed" >&2; exit 1; }
  mkdir -p "$folder"
  stop
  local data
  data=$(mktemp -d "${TMPDIR:-/tmp}/tenon-postgresql-XXXXXX")
  if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
  echo "$data" > "$place"
  as_server "$bin/initdb" -D "$data/db" -U tenon -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  as_server "$bin/pg_ctl" -D "$data/db" -l "$data/log" -w -o \
    "-c listen_addresses= -c unix_socket_directories=$data -c fsync=off -c max_connections=200" start >/dev/null
  as_server "$bin/createdb" -h "$data" -U tenon tenon
  echo "postgresql://tenon@/tenon?host=$data" > "$folder/address"
}

case $1 in
  start) start ;;
  stop) stop ;;
  *) exit 2 ;;
esac
