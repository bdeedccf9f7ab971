#!/bin/sh
# with_bus.sh PROGRAM ARGUMENT...
# Runs a program with a session bus and a home of its own. Nobody is on the bus, and it starts nobody.
set -eu

if ! command -v dbus-run-session >/dev/null; then
    echo "with_bus.sh: dbus-run-session is missing (Debian package: dbus)" >&2
    exit 1
fi

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run"
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
# QtKeychain asks KWallet where these say so.
unset XDG_CURRENT_DESKTOP DESKTOP_SESSION KDE_FULL_SESSION KDE_SESSION_VERSION
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"

dbus-run-session --config-file="$here/bus.conf" -- "$@"
