#!/bin/sh
# Assembles the Trino server from Maven Central: assemble.sh OUT_DIR
#
#   OUT_DIR/lib/             the server's jars and the class that starts it
#   OUT_DIR/plugin/iceberg/  the Iceberg connector's jars and its service file
#   OUT_DIR/plugin/groups/   which queries wait for which others
#
# Needs mvn, and a JDK 25 in JAVA25_HOME (else javac and jar of the PATH). MVN_ARGS adds options to mvn.
# Does nothing when OUT_DIR was made from these same sources. On failure: one line on stderr, exit 1 (2: wrong usage),
# and OUT_DIR is as it was.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

fail() {
  echo "assemble.sh: $1" >&2
  exit "${2:-1}"
}

[ $# -eq 1 ] || fail "usage: assemble.sh OUT_DIR" 2
case $1 in
  /*) out=$1 ;;
  *) out=$PWD/$1 ;;
esac

bin=${JAVA25_HOME:+$JAVA25_HOME/bin/}
command -v "${bin}javac" >/dev/null || fail "no ${bin}javac: set JAVA25_HOME to a JDK 25"
release=$("${bin}javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
[ "$release" -ge 25 ] 2>/dev/null || fail "${bin}javac is release '$release', Trino needs 25: set JAVA25_HOME to a JDK 25"
command -v mvn >/dev/null || fail "no mvn on the PATH"

sources="$here/assemble.sh $here/server/pom.xml $here/iceberg/pom.xml $here/src/io/trino/server/TrinoServer.java"
sources="$sources $here/src/haochaping/trino/AccountGroups.java"
# shellcheck disable=SC2086
stamp=$(cat $sources | sha256sum | cut -d' ' -f1)
if [ -f "$out/assembled" ] && [ "$(cat "$out/assembled")" = "$stamp" ]; then
  exit 0
fi

mkdir -p "$(dirname "$out")"
new=$out.new
log=$out.log
rm -rf "$new"
mkdir -p "$new/lib" "$new/plugin/iceberg" "$new/plugin/groups" "$new/classes" "$new/group-classes"
: >"$log"

copy_jars() {
  # shellcheck disable=SC2086
  mvn -q -B ${MVN_ARGS:-} -f "$here/$1/pom.xml" dependency:copy-dependencies -DoutputDirectory="$2" >>"$log" 2>&1 ||
    fail "mvn could not fetch the jars of $1: $(grep -m 1 ERROR "$log" || echo no message), whole output in $log"
}
copy_jars server "$new/lib"
copy_jars iceberg "$new/plugin/iceberg"

"${bin}javac" -proc:none -d "$new/classes" -cp "$new/lib/*" "$here/src/io/trino/server/TrinoServer.java" >>"$log" 2>&1 ||
  fail "javac refused TrinoServer.java, output in $log"
"${bin}jar" --create --file "$new/lib/haochaping-trino-server.jar" -C "$new/classes" . >>"$log" 2>&1 ||
  fail "jar could not write haochaping-trino-server.jar, output in $log"

groups=haochaping/trino/AccountGroups
"${bin}javac" -proc:none -d "$new/group-classes" -cp "$new/lib/*" "$here/src/$groups.java" >>"$log" 2>&1 ||
  fail "javac refused AccountGroups.java, output in $log"
mkdir -p "$new/group-classes/META-INF/services"
echo "$groups" | tr / . >"$new/group-classes/META-INF/services/io.trino.spi.Plugin"
"${bin}jar" --create --file "$new/plugin/groups/haochaping-groups.jar" -C "$new/group-classes" . >>"$log" 2>&1 ||
  fail "jar could not write haochaping-groups.jar, output in $log"

# Trino finds a plugin's class by this file. Trino's own build writes it while packaging the plugin as an archive;
# the plain jar has none.
mkdir -p "$new/services/META-INF/services"
echo io.trino.plugin.iceberg.IcebergPlugin >"$new/services/META-INF/services/io.trino.spi.Plugin"
"${bin}jar" --create --file "$new/plugin/iceberg/haochaping-service.jar" -C "$new/services" . >>"$log" 2>&1 ||
  fail "jar could not write haochaping-service.jar, output in $log"

rm -rf "$new/classes" "$new/group-classes" "$new/services"
echo "$stamp" >"$new/assembled"
rm -rf "$out"
mv "$new" "$out"
rm -f "$log"
