# Sourced by the scripts beside it: a temporary folder that is gone afterwards, and packages at fixed versions in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
install() {
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}
python() { "$folder/venv/bin/python" "$@"; }
