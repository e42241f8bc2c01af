#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that includes follow the layers: arrows only point down.

Exit status 1, and a line for each include that points up.
"""
import argparse
import pathlib
import re
import sys

# A folder, and which others of ours, and which foreign headers, it may include.
# The words of each are in src/README.md.
LAYERS = {
    "voice": ("", "glib alsa espeak-ng poll sys unistd"),
    "src/pairing": ("", ""),
    "src/glib": ("", "gio glib glib-unix poll unistd"),
    "src/host": ("glib", "gio glib malloc systemd sys unistd"),
    "src/store": ("glib host", "gio"),
    "src/bluez": ("pairing glib host agent1", "gio glib"),
    "src/bluealsa": ("glib", "gio"),
    "src/consent": ("pairing glib", "gio libevdev linux fcntl unistd"),
    "src/control": ("glib store earshot1", "gio"),
    "src/speech": ("pairing glib store bluez bluealsa voice", "gio"),
    "src/config": ("pairing glib host bluez consent speech voice shipped_config", "gio glib"),
    "src/daemon": ("pairing glib host store bluez bluealsa consent control speech config voice", "gio glib"),
    # The command: talks to the daemon over D-Bus only.
    "src/cli": ("pairing glib host store bluez speech config voice",
                "gio glib glib-unix json-glib sys unistd grp poll pwd alsa"),
    "src": ("glib host store config speech daemon", "glib"),
}
# Plain structs: reading a setting takes neither GLib nor ALSA. They
# include each other and the standard library.
SETTINGS = re.compile(r"(.+/settings|config/config|config/quiet_hours|pairing/consent)\.hpp$")
STANDARD = re.compile(r"^(c?[a-z_0-9]+)$")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def layer_of(path):
    return max((layer for layer in LAYERS if path.as_posix().startswith(layer + "/")), key=len)


def wrong(layer, quote, name):
    """Why this include may not be, or None."""
    ours, foreign = (words.split() for words in LAYERS[layer])
    first = pathlib.PurePath(name).parts[0].removesuffix(".hpp").removesuffix(".h")
    if quote == "<":
        text = first == "fmt" and layer != "src/pairing"
        if STANDARD.match(name) or first in foreign or text:
            return None
        return f"<{name}> is not for {layer}"
    if first in ours or first == pathlib.PurePath(layer).name:
        return None
    return f'"{name}" is above or beside {layer}'


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", metavar="ROOT", nargs="?", default=".", type=pathlib.Path)
    root = parser.parse_args().root.resolve()
    files = [f for d in ("src", "voice") for f in sorted((root / d).rglob("*.[ch]pp"))]
    if not files:
        sys.exit(f"no sources below {root}")
    mistakes = 0
    for file in files:
        path = file.relative_to(root)
        for quote, name in INCLUDE.findall(file.read_text()):
            why = wrong(layer_of(path), quote, name)
            if SETTINGS.search(path.as_posix()) and not (SETTINGS if quote == '"' else STANDARD).match(name):
                why = f"{name} is no settings header"
            if why:
                print(f"{path}: {why}")
                mistakes += 1
    print(f"layers: {len(files)} files, {mistakes} includes that point up")
    sys.exit(mistakes > 0)


if __name__ == "__main__":
    main()
