#!/bin/sh
# with_keyring.sh PROGRAM ARGUMENT...
# Runs a program with a session bus, a home and an unlocked keyring of its own. KEYRING_PID is the keyring's.
set -eu

for tool in dbus-send gnome-keyring-daemon; do
    if ! command -v "$tool" >/dev/null; then
        echo "with_keyring.sh: $tool is missing (Debian packages: dbus gnome-keyring)" >&2
        exit 1
    fi
done

exec "$(dirname "$0")/with_bus.sh" sh -c '
    printf test | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    export KEYRING_PID=$!
    tries=0
    until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
            string:org.freedesktop.secrets 2>/dev/null | grep -q "boolean true"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ]; then
            echo "with_keyring.sh: the keyring did not come up" >&2
            exit 1
        fi
        sleep 0.1
    done
    status=0
    "$@" || status=$?
    kill -CONT "$KEYRING_PID" 2>/dev/null || true
    kill "$KEYRING_PID" 2>/dev/null || true
    exit "$status"
' sh "$@"
