#!/bin/sh
# Step 3 of 3: the web server on loopback. Becomes gunicorn: its pid is this script's.
#
# PORT  where to listen on 127.0.0.1. The other variables: README.md
set -eu

here=$(cd "$(dirname "$0")" && pwd)
: "${SUPERSET_VENV:?is not set}" "${PORT:?is not set}"
export SUPERSET_CONFIG_PATH="$here/superset_config.py"
# A machine-wide CA bundle would override the one given for Trino.
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE PYTHONDONTWRITEBYTECODE
export PYTHONWARNINGS=ignore
# Fewer malloc arenas: the threads' memory is given back.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# Never --preload: workers would share one connection to PostgreSQL and read each other's answers.
exec "$SUPERSET_VENV/bin/gunicorn" --bind "127.0.0.1:$PORT" \
  --workers 1 --worker-class gthread --threads "${SUPERSET_THREADS:-24}" \
  --no-control-socket \
  --timeout 120 --graceful-timeout 5 --keep-alive 5 \
  --limit-request-line 0 --limit-request-field_size 0 \
  'superset.app:create_app()'
