#!/usr/bin/env bash
# Prepares a container of Gradescope's, once: an interpreter, and what requirements.txt pins.
set -eu
root=${AUTOGRADER_ROOT:-/autograder}

usable() {
  command -v "$1" >/dev/null && "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if usable "$name"; then echo "$name"; return; fi
  done
}

python=$(find_python)
if [ -z "$python" ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y python3 python3-venv
  usable python3 || apt-get install -y python3.11 python3.11-venv
  python=$(find_python)
fi
[ -n "$python" ] || { echo "There is no Python 3.11 or newer: choose a newer base image." >&2; exit 1; }

chmod 755 "$root"
chmod -R go-rwx "$root/source" # solutions and the secret are root's alone
"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir --require-hashes \
  -r "$root/source/requirements.txt"
