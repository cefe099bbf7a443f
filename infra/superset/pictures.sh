#!/bin/sh
# Takes the pictures of dashboards/pictures anew, from a running demonstration: infra/superset/pictures.sh [DATA]
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
data=$(cd "${1:-$root/.hcp}" && pwd)
"$root/infra/hcp" status --data "$data" >/dev/null || {
  echo "error: nothing runs on $data: start it with infra/hcp up --detach --data $data" >&2
  exit 1
}
paths=$root/infra/local/target/test.classpath
(cd "$root" && mvn -q -B -pl infra/local -am -Dspotless.check.skip=true test-compile dependency:build-classpath \
  -Dmdep.outputFile="$paths")
cd "$root/infra/local"
exec java -Dhcp.root="$root" -cp "$root/infra/local/target/test-classes:$root/infra/local/target/classes:$(cat "$paths")" \
  haochaping.local.Pictures "$data" "$root/dashboards/pictures"
