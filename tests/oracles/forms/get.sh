#!/bin/sh
# Fetches the forms that other programs read: the schemas of SARIF, JUnit XML and GitHub's actions, and pre-commit. Does
# nothing when that is done. None of them may lie in this repository (the schema of SARIF is under the rules of OASIS), so each
# comes out of a package that carries it, into ${MAPC_CACHE:-$HOME/.cache/mapc}/forms-3. Needs python3 with pip, and npm.
set -eu

cache=${MAPC_CACHE:-$HOME/.cache/mapc}/forms-3
if [ -d "$cache" ]; then exit 0; fi
mkdir -p "$(dirname "$cache")"
work=$(mktemp -d "$cache.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/got" "$work/kept"

is() { echo "$1  $2" | sha256sum --check --quiet -; }

# The schema of Jenkins' xUnit plugin, out of pytest's own tests.
python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$work/got" pytest==9.2.0
is 97c4f3b1f3c7414aa36465e09b8220f1d03627993bd51b1282e193753c80557b "$work/got/pytest-9.2.0.tar.gz"
tar -xzOf "$work/got/pytest-9.2.0.tar.gz" pytest-9.2.0/testing/example_scripts/junit-10.xsd > "$work/kept/junit-10.xsd"

# The schema of OASIS, out of a package of Microsoft for tests.
(cd "$work/got" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 > /dev/null)
is 748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102 "$work/got/microsoft-jest-sarif-1.0.0-beta.0.tgz"
tar -xzOf "$work/got/microsoft-jest-sarif-1.0.0-beta.0.tgz" package/lib/schemas/sarif-2.1.0-rtm.5.json \
  > "$work/kept/sarif-2.1.0.json"

# The schema of SchemaStore for `action.yml`, out of check-jsonschema.
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work/got" check-jsonschema==0.39.0
wheel=$work/got/check_jsonschema-0.39.0-py3-none-any.whl
is 14ce5c94871c551268ea948ffe21e9f1464dc48fb20bf9a4c13deeaaf756cf9b "$wheel"
python3 -c 'import sys, zipfile
sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("check_jsonschema/builtin_schemas/vendor/github-actions.json"))' \
  "$wheel" > "$work/kept/github-action.json"

# pre-commit itself, which says what it thinks of `.pre-commit-hooks.yaml`.
python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$work/kept/pre-commit" \
  pre-commit==4.7.0 cfgv==3.5.0 identify==2.6.20 PyYAML==6.0.3

# Another run may have been faster; its files are the same.
mv "$work/kept" "$cache" 2>/dev/null || test -d "$cache"
