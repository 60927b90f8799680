#!/usr/bin/env bash
# Indexes the shipped terms where that is due, then serves the chat page in the foreground.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PORT=${PORT:-8501}
ADDRESS=${ADDRESS:-127.0.0.1}    # 0.0.0.0 serves other machines too
HOME_FOLDER=${YAKKAN_HOME:-.yakkan}
HOME_FOLDER=${HOME_FOLDER/#\~/$HOME}
STAMP=$HOME_FOLDER/shipped.stamp

check_port() {
    .venv/bin/python -I - "$ADDRESS" "$PORT" <<'PY'
import errno, socket, sys

address, port = sys.argv[1:]
if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
    sys.exit(f"chat: PORT={port} is no port: choose a number from 1024 to 65535, for example make chat PORT=8502")
family = socket.AF_INET6 if ":" in address else socket.AF_INET
with socket.socket(family) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((address, int(port)))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = 8502 if port == "8501" else min(int(port) + 1, 65535)
            sys.exit(f"chat: port {port} is taken: end what uses it, or choose another: make chat PORT={other}")
        sys.exit(f"chat: cannot listen on {address} port {port} ({error.strerror}): choose another, for example make chat PORT=8502")
PY
}

# What an index is made of besides an operator's own documents.
shipped() {
    { echo "embedding ${YAKKAN_EMBEDDING:-}"
      find knowledge -type f \( -name '*.yaml' -o -path 'knowledge/terms/*.md' \) -print0 | LC_ALL=C sort -z | xargs -0 cksum
    } | cksum
}

index_if_due() {
    local now
    now=$(shipped)
    if [ -e "$HOME_FOLDER/current" ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$now" ]; then return; fi
    echo "chat: indexing the shipped terms" >&2
    .venv/bin/python -m ingest
    mkdir -p "$HOME_FOLDER"
    echo "$now" >"$STAMP"
}

check_port
index_if_due
shown=$ADDRESS
case $ADDRESS in 127.0.0.1 | 0.0.0.0) shown=localhost ;; esac
echo "約款ナビ: http://$shown:$PORT (Ctrl-C ends it)"
exec .venv/bin/streamlit run app.py --server.port "$PORT" --server.address "$ADDRESS" --server.headless true
