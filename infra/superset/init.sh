#!/bin/sh
# Step 2 of 3: metadata database, roles, accounts, dashboards. Trino must be up when the dashboards have changed.
# Does what has changed since the last time and nothing else; README.md lists the variables.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
: "${SUPERSET_VENV:?is not set}"
export SUPERSET_CONFIG_PATH="$here/superset_config.py"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE PYTHONDONTWRITEBYTECODE
export PYTHONWARNINGS=ignore
exec "$SUPERSET_VENV/bin/python" "$here/initialise.py"
