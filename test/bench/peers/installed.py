# SPDX-License-Identifier: GPL-3.0-or-later
"""What packages take on the disk with all that they need, beyond what a small Debian with
bluez has anyway: apt is asked to install them where nothing is installed."""
import os
import pathlib
import re
import subprocess
import tempfile

BASE = ("required", "important")


def apt(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True,
                          env=os.environ | {"LC_ALL": "C"}).stdout


def needed(packages):
    text = apt("apt-get", "--simulate", "--option", "Dir::State::status=/dev/null",
               "--no-install-recommends", "install", *packages)
    return set(re.findall(r"^Inst (\S+)", text, re.M))


def field(name, record):
    return re.search(rf"^{name}: (.*)$", record, re.M)[1]


def kilobytes(packages):
    """Of all packages but the base's."""
    if not packages:
        return 0
    records = {field("Package", record): record for record in reversed(
        apt("apt-cache", "--no-all-versions", "show", *packages).strip().split("\n\n"))}
    return sum(int(field("Installed-Size", record)) for record in records.values()
               if field("Priority", record) not in BASE)


def of_packages(packages):
    return kilobytes(needed([*packages, "bluez"]) - needed(["bluez"]))


def of_build(build):
    """Ours, stripped as it is installed, with the packages whose libraries it needs."""
    with tempfile.TemporaryDirectory() as root:
        subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--strip", "--quiet"],
                       env=os.environ | {"DESTDIR": root}, check=True)
        files = [path for path in pathlib.Path(root).rglob("*") if path.is_file()]
        ours = sum(path.stat().st_size for path in files) // 1024
        names = {name for path in files if path.parent.name in ("bin", "sbin")
                 for name in re.findall(r"NEEDED\s+(\S+)", apt("objdump", "-p", path))}
    cache = dict(re.findall(r"^\s+(\S+) .*=> (\S+)$", apt("/sbin/ldconfig", "-p"), re.M))
    owners = apt("dpkg", "--search", *{f"*{os.path.realpath(cache[name]).removeprefix('/usr')}"
                                       for name in names})
    return ours + of_packages(sorted(set(re.findall(r"^([^:]+):", owners, re.M))))
