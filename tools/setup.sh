#!/usr/bin/env bash
# Makes .venv hold what pyproject.toml and constraints.txt ask for; at once where it does already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=.venv
LOG=$VENV/setup.log
PENDING=$VENV/setup.pending      # there while an install runs, with its process number; left behind, the install was cut off
STAMP=$VENV/setup.stamp

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

wanted() { { pwd -P; cat pyproject.toml constraints.txt; } | cksum; }

is_311() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate without_venv=
    if [ -n "${PYTHON:-}" ]; then
        is_311 "$PYTHON" || fail "PYTHON=$PYTHON is no Python 3.11: name one, or unset it to have it looked for"
    fi
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11.*/bin/python3.11; do
        is_311 "$candidate" || continue
        if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
        without_venv=$candidate
    done
    [ -z "$without_venv" ] || fail "$without_venv has no venv module: install it (Debian, Ubuntu: apt install python3.11-venv), then run make again"
    fail "Python 3.11 is needed and was not found: install it (apt install python3.11 python3.11-venv, or pyenv install 3.11), or name it: make PYTHON=/path/to/python3.11"
}

other_setup() {                  # the process number of a set-up that is running now
    local other
    other=$(cat "$PENDING" 2>/dev/null) && [ -n "$other" ] && kill -0 "$other" 2>/dev/null || return 1
    ! command -v ps >/dev/null || ps -p "$other" -o args= | grep -q setup.sh || return 1
    echo "$other"
}

wait_for_other_setup() {
    local other
    other=$(other_setup) || return 0
    echo "setup: waiting for process $other, which is setting up $VENV" >&2
    while other_setup >/dev/null; do sleep 1; done
}

pip_install() {
    "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input --retries 2 "$@" >>"$LOG" 2>&1 && return
    if grep -q -E 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Network is unreachable|Connection (refused|reset)|name resolution' "$LOG"; then
        rm -f "$PENDING"         # pip downloads before it installs: what is there is whole
        fail "the packages could not be downloaded: check the network (or the proxy), then run make again; the log is $LOG"
    elif grep -q 'No space left on device' "$LOG"; then
        fail "the disk is full: make room (the packages need about 3 GB), then run make again; the log is $LOG"
    fi
    fail "pip could not install the packages: the reason stands at the end of $LOG; mend it and run make again"
}

current() { [ -x "$VENV/bin/python" ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$(wanted)" ]; }

usable() { [ ! -e "$PENDING" ] && is_311 "$VENV/bin/python" && "$VENV/bin/python" -c 'import pip' 2>/dev/null; }

has_torch() { "$VENV/bin/python" -c "import torch, sys; sys.exit(torch.__version__.split('+')[0] != '$1')" >/dev/null 2>&1; }

install() {
    local torch
    torch=$(sed -n 's/^torch==//p' constraints.txt)
    rm -f "$STAMP"
    echo "$$" >"$PENDING"
    : >"$LOG"
    echo "setup: installing into $VENV (a minute or more; log: $LOG)" >&2
    "$VENV/bin/python" -c 'import pip, sys; sys.exit(int(pip.__version__.split(".")[0]) < 26)' || pip_install --upgrade 'pip>=26'
    # Torch by itself and first: asked for by another package, pip could take a newer build with gigabytes of GPU libraries.
    has_torch "$torch" || pip_install "torch==$torch"
    pip_install --constraint constraints.txt --editable '.[test]'
    wanted >"$STAMP"
    rm -f "$PENDING"
    echo "setup: done" >&2
}

main() {
    if current; then return; fi
    wait_for_other_setup
    if current; then return; fi
    if ! usable; then
        local python
        python=$(find_python)
        [ ! -e "$VENV" ] || echo "setup: $VENV is half made or of another Python: making it anew" >&2
        rm -rf "$VENV"
        mkdir "$VENV"
        echo "$$" >"$PENDING"
        "$python" -m venv "$VENV" >"$LOG" 2>&1 || fail "$python could not make $VENV: the reason stands in $LOG"
    fi
    install
}

main
