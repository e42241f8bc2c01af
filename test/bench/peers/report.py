# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures as a table and as a picture."""
import statistics

ROWS = {
    "first": ("call to first sample", "ms"),
    "heard": ("call to first sound that is heard", "ms"),
    "overhead": ("answer, beyond the sound's length", "ms"),
    "start": ("start to registered", "ms"),
    "memory": ("idle, PSS", "kB"),
    "dirty": ("idle, private and dirty", "kB"),
    "woken": ("idle, wake-ups in {idle} s", ""),
    "processor": ("processor time of an announcement", "ms"),
    "sound": ("the announcement's length", "s"),
    "cancel": ("Cancel to silence", "ms"),
    "installed": ("installed, beyond bluez", "kB"),
}
WIDTH, BAR, LABEL = 760, 420, 130


def number(value):
    if isinstance(value, str):
        return value
    return f"{value:.1f}" if value < 100 and value != int(value) else f"{value:.0f}"


def median(values):
    return values if isinstance(values, str) else statistics.median(values)


def cell(values):
    """The median, and the range where there is one."""
    if isinstance(values, str) or len(values) == 1:
        return number(median(values) if isinstance(values, str) else values[0])
    return f"{number(median(values))} [{number(min(values))}..{number(max(values))}]"


def lines(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip()
                     for row in rows)


def table(result):
    names = result["programs"]
    rows = [["median [range]", *names]]
    for key, (what, unit) in ROWS.items():
        rows.append([f"{what.format(**result)}{unit and ', ' + unit}",
                     *(cell(result["figures"][key][name]) for name in names)])
    for growth, what in (("devices", "{} devices known: private kB; ms to sound"),
                         ("requests", "{} requests: private kB; ms each")):
        for count in result[growth][names[0]]:
            rows.append([what.format(count), *("; ".join(
                number(result[growth][name][count][key])
                for key in (("memory", "heard") if growth == "devices" else ("memory", "each")))
                for name in names)])
    return lines(rows)


def goals(result):
    """Each goal, and what came of it."""
    figures, (ours, *peers) = result["figures"], result["programs"]
    heard = {name: median(figures["heard"][name]) for name in (ours, *peers)}
    sooner = {name: heard[name] / heard[ours] for name in peers}
    share = {key: 100 * median(figures[key][ours]) / median(figures[key]["simple-agent"])
             for key in ("dirty", "memory")}
    woken = figures["woken"][ours][0]
    grown = {growth: max(v["memory"] for v in result[growth][ours].values())
             / min(v["memory"] for v in result[growth][ours].values()) * 100 - 100
             for growth in ("devices", "requests")}
    yes = {True: "met", False: "NOT MET"}
    return "\n".join([
        f"20 times sooner to be heard: {yes[min(sooner.values()) >= 20]}: "
        + ", ".join(f"{times:.0f} times {name}" for name, times in sooner.items()),
        f"40 % of simple-agent's memory at most: {yes[max(share.values()) <= 40]}: "
        "{dirty:.0f} % private and dirty, {memory:.0f} % PSS".format(**share),
        f"no wake-ups: {yes[woken == 0]}: {woken}",
        f"flat growth, 5 % at most: {yes[max(grown.values()) <= 5]}: "
        + ", ".join(f"{more:.1f} % by {growth}" for growth, more in grown.items())])


def picture(result):
    """Bars of the medians; those of a row are as long as they compare."""
    names, y, parts = result["programs"], 24, []
    for key, (what, unit) in ROWS.items():
        values = {name: result["figures"][key][name] for name in names}
        most = max((median(v) for v in values.values() if not isinstance(v, str)), default=0) or 1
        parts.append(f'<text x="8" y="{y}" font-weight="bold">'
                     f'{what.format(**result)}{unit and ", " + unit}</text>')
        for name, value in values.items():
            y += 18
            length = 0 if isinstance(value, str) else BAR * median(value) / most
            colour = "#c60" if name == names[0] else "#888"
            parts.append(f'<text x="16" y="{y}">{name}</text><rect x="{LABEL}" y="{y - 11}" '
                         f'width="{length:.1f}" height="13" fill="{colour}"/>'
                         f'<text x="{LABEL + length + 6:.1f}" y="{y}">{cell(value)}</text>')
        y += 30
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" '
            'font-family="sans-serif" font-size="12">\n'
            f'<rect width="{WIDTH}" height="{y}" fill="white"/>\n'
            + "\n".join(parts) + "\n</svg>\n")
