#!/usr/bin/env bash
# MkDocs 1.6.1: `--strict` makes a warning an error, but not together with `--quiet`.
#
# Strict mode counts the warnings that its log handler is given. `--quiet` raises the level of the logger to errors, so
# no warning reaches that handler, none is counted, and the build ends with 0. A site with a link into nowhere passes.
# Seen: --strict ends with 1 and "Aborted with 1 warnings in strict mode!", --strict --quiet with 0 and no output.
source "$(dirname "$0")/shared.sh"
install mkdocs==1.6.1

mkdir -p "$folder/site/docs"
cd "$folder/site"
printf 'site_name: Example\n' > mkdocs.yml
printf '# Example\n\n[Elsewhere](nowhere.md)\n' > docs/index.md

strict=0; python -m mkdocs build --strict 2>/dev/null || strict=$?
quiet=0; python -m mkdocs build --strict --quiet || quiet=$?
echo "--strict: $strict, --strict --quiet: $quiet"
test "$strict" = 1
test "$quiet" = 0
