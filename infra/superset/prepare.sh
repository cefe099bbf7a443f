#!/bin/sh
# Step 1 of 3: the virtual environment, exactly as requirements.lock has it.
#
# SUPERSET_VENV  folder of the environment (made when missing)
# PYTHON         interpreter of release 3.11 to make it from (default python3.11); unused where uv finds its own
#
# Does nothing when the environment was made from this same lock. uv is used when it is on the PATH (or in UV), since it
# installs in seconds what takes pip a minute.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
lock=$here/requirements.lock

fail() {
  echo "prepare.sh: $1" >&2
  exit "${2:-1}"
}

[ -n "${SUPERSET_VENV:-}" ] || fail "SUPERSET_VENV is not set" 2
stamp=$(cat "$lock" "$here/chinese_texts.py" "$0" | sha256sum | cut -d' ' -f1)
if [ -f "$SUPERSET_VENV/installed" ] && [ "$(cat "$SUPERSET_VENV/installed")" = "$stamp" ]; then
  exit 0
fi

uv=${UV:-uv}
python=${PYTHON:-python3.11}
log=$SUPERSET_VENV.log
mkdir -p "$(dirname "$SUPERSET_VENV")"
rm -f "$SUPERSET_VENV/installed"
if command -v "$uv" >/dev/null; then
  {
    { [ -x "$SUPERSET_VENV/bin/python" ] || "$uv" venv -q --python 3.11 "$SUPERSET_VENV"; } &&
      "$uv" pip sync -q --require-hashes --python "$SUPERSET_VENV/bin/python" "$lock"
  } >"$log" 2>&1 || fail "uv could not install Superset: $(tail -n 1 "$log"), whole output in $log"
else
  command -v "$python" >/dev/null || fail "neither uv nor $python on the PATH: set PYTHON to a Python 3.11"
  {
    { [ -x "$SUPERSET_VENV/bin/pip" ] || "$python" -m venv "$SUPERSET_VENV"; } &&
      "$SUPERSET_VENV/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$lock"
  } >"$log" 2>&1 || fail "pip could not install Superset: $(tail -n 1 "$log"), whole output in $log"
fi
"$SUPERSET_VENV/bin/python" "$here/chinese_texts.py" >"$log" 2>&1 ||
  fail "the Chinese texts could not be corrected: $(tail -n 1 "$log"), whole output in $log"
echo "$stamp" >"$SUPERSET_VENV/installed"
rm -f "$log"
