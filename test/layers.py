#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that includes follow the layers: arrows only point down.

layers.py [ROOT]     exit status 1, and a line for each include that points up
"""
import pathlib
import re
import sys

# A layer, and what of ours, and which foreign headers, it may include.
LAYERS = {
    "src/pairing": ({"pairing"}, set()),
    "src/glib": ({"glib"}, {"gio", "glib", "poll"}),
    "src/bluealsa": ({"bluealsa", "glib"}, {"gio"}),
    "src/consent": ({"consent", "pairing", "glib"}, {"gio", "libevdev", "linux", "fcntl", "unistd"}),
    "src/control": ({"control", "pairing", "glib", "earshot1"}, {"gio"}),
    "voice": ({"voice"}, {"glib", "alsa", "espeak-ng"}),
    "src/bluez": ({"bluez", "pairing", "glib", "agent1"}, {"gio", "glib"}),
    # The command: talks to the daemon over D-Bus only.
    "src/cli": ({"cli", "glib", "voice", "config", "config_file", "config_keys", "kernel",
                 "bluetooth_settings", "printable", "speaking", "utc", "value"},
                {"gio", "glib", "glib-unix", "json-glib", "sys", "unistd", "grp", "poll", "pwd",
                 "alsa"}),
    "src": (None, {"gio", "glib", "glib-unix", "systemd", "sys"}),
}
# The files in src/ itself, from the bottom up: one may include those before it.
TOP = ["printable", "power_on", "reasons", "utc", "quiet", "kernel", "bluetooth_settings",
       "value", "kept_file", "admissions", "record", "held_volume", "speaking", "announcer", "prompts", "music", "problems",
       "config", "config_values", "config_keys", "config_file", "systemd", "daemon",
       "mirror", "requests", "effects", "command", "main"]
STANDARD = re.compile(r"^(c?[a-z_0-9]+)$")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def layer_of(path):
    for layer in LAYERS:
        if layer != "src" and path.as_posix().startswith(layer + "/"):
            return layer
    return "src"


def wrong(path, quote, name):
    """Why this include may not be, or None."""
    layer = layer_of(path)
    ours, foreign = LAYERS[layer]
    stem = pathlib.PurePath(name).parts[0].removesuffix(".hpp").removesuffix(".h")
    if quote == "<":
        if STANDARD.match(name) or stem in foreign:
            return None
        return f"<{name}> is not for {layer}"
    if ours is None:
        if stem in TOP:
            if TOP.index(stem) <= TOP.index(path.stem):
                return None
            return f'"{name}" is above {path.stem}'
        return None
    return None if stem in ours else f'"{name}" is above or beside {layer}'


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files = [f for d in ("src", "voice") for f in sorted((root / d).rglob("*.[ch]pp"))]
    if not files:
        sys.exit(f"no sources below {root}")
    mistakes = 0
    for file in files:
        path = file.relative_to(root)
        if path.parent.as_posix() == "src" and path.stem not in TOP:
            print(f"{path}: {path.stem} has no place in the layers (test/layers.py)")
            mistakes += 1
            continue
        for quote, name in INCLUDE.findall(file.read_text()):
            why = wrong(path, quote, name)
            if why:
                print(f"{path}: {why}")
                mistakes += 1
    print(f"layers: {len(files)} files, {mistakes} includes that point up")
    sys.exit(mistakes > 0)


if __name__ == "__main__":
    main()
