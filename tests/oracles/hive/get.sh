#!/bin/sh
# Fetches Hive's own parsers and compiles the two programs of this folder against them. Does nothing when that is done.
#
# The jars come out of pyspark's source archive, the only place where a package index has them. Of its 318 MB, the 48 MB
# that the two parsers need are kept, in ${MAPC_CACHE:-$HOME/.cache/mapc}/hive. Needs python3 with pip, java and javac.
set -eu

version=3.5.9
sha256=ea27adc39ddac9413b8951e45aa748cbed6c785971b81386efc41938f6243d93

here=$(cd "$(dirname "$0")" && pwd)
cache=${MAPC_CACHE:-$HOME/.cache/mapc}/hive
mkdir -p "$cache"

if [ ! -d "$cache/jars-$version" ]; then
  work=$(mktemp -d "$cache/work.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  python3 -m pip download --quiet --no-deps --no-binary pyspark --dest "$work" "pyspark==$version"
  echo "$sha256  $work/pyspark-$version.tar.gz" | sha256sum --check --quiet -
  mkdir "$work/jars"
  tar -xzf "$work/pyspark-$version.tar.gz" -C "$work/jars" --strip-components=3 --wildcards \
    'pyspark-*/deps/jars/antlr-runtime-3.*' 'pyspark-*/deps/jars/commons-lang3-*' 'pyspark-*/deps/jars/guava-*' \
    'pyspark-*/deps/jars/hadoop-client-api-*' 'pyspark-*/deps/jars/hive-common-*' 'pyspark-*/deps/jars/hive-exec-*' \
    'pyspark-*/deps/jars/hive-metastore-*' 'pyspark-*/deps/jars/hive-serde-*' 'pyspark-*/deps/jars/hive-storage-api-*' \
    'pyspark-*/deps/jars/jackson-core-2.*' 'pyspark-*/deps/jars/jackson-databind-*' \
    'pyspark-*/deps/jars/jackson-dataformat-yaml-*' 'pyspark-*/deps/jars/jakarta.servlet-api-*' \
    'pyspark-*/deps/jars/libthrift-*' 'pyspark-*/deps/jars/log4j-*' 'pyspark-*/deps/jars/slf4j-api-*'
  # Another run may have been faster; its jars are the same.
  mv "$work/jars" "$cache/jars-$version" 2>/dev/null || test -d "$cache/jars-$version"
  rm -rf "$work"
  trap - EXIT
fi

# The classes are those of these very sources, or they are made anew: the sources are kept beside them.
for source in Line TypeMain DdlMain; do
  cmp -s "$here/$source.java" "$cache/classes/$source.java" || stale=yes
done
if [ "${stale:-no}" = yes ]; then
  work=$(mktemp -d "$cache/work.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  cp "$here"/*.java "$work"
  javac -nowarn -cp "$cache/jars-$version/*" -d "$work" "$work"/*.java 2>"$work/said" || { cat "$work/said" >&2; exit 1; }
  rm -rf "$work/said" "$cache/classes"
  mv "$work" "$cache/classes"
  trap - EXIT
fi
