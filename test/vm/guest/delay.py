# SPDX-License-Identifier: GPL-3.0-or-later
"""How long music is on its way: a figure, no test. The machine is emulated and slow."""
import statistics
import sys

from hush import LISTENER
from audio import speaker
from room import SOUND, config
from second import comes_in
from processes import OUT

SETTINGS = ((500, 100), (200, 50), (100, 25))  # bluealsa-aplay's buffer and period, ms
CLICKS = 9

# Streams silence into the phone's BlueALSA; each two seconds a tenth of a tone, and when.
WRITER = """
import math, os, struct, sys, time
import dbus
pcm = dbus.SystemBus().get_object("org.bluealsa.phone", sys.argv[1], introspect=False)
stream, control = (fd.take() for fd in pcm.Open(dbus_interface="org.bluealsa.PCM1"))
tone = b"".join(struct.pack("<hh", *[int(12000 * math.sin(i * 0.0576))] * 2) for i in range(4800))
while True:
    for start in range(0, 192000 * 2, 1920):
        part = tone[start:start + 1920] or bytes(1920)
        while part:
            part = part[os.write(stream, part):]
        if not start:
            print(time.time(), flush=True)
"""


def delay(s):
    world = s.world
    heard = open(OUT / f"{world.name}-heard", "ab")
    listener = LISTENER.replace("Loopback,1,0", "Loopback,1,1").replace("22050", "48000").replace(
        "440", "960")
    world.spawn("record-music", sys.executable, "-c", listener, stdout=heard)
    speaker(s, config("heard", sound=SOUND), music_flows=True)
    if not comes_in(s, "a phone"):
        return
    for buffer, period in SETTINGS:
        late = measured(world, buffer, period)
        s.check(f"tones come with a buffer of {buffer} ms", late)
        if late:
            print(f"  buffer {buffer} ms, period {period} ms: {statistics.median(late):.3f} s, "
                  f"{min(late):.3f} to {max(late):.3f} of {len(late)}, {world.air_delay} of them "
                  f"in the air; {underruns(world)} underruns so far", flush=True)


def measured(world, buffer, period):
    """Of a stream that begins: one that finds nobody waits, and stays late."""
    world.end("aplay-box")
    before = workers(world)
    world.spawn("aplay-box", "bluealsa-aplay", "-v", "--pcm=plughw:Loopback,0,1",
                f"--pcm-buffer-time={buffer}000", f"--pcm-period-time={period}000",
                "--profile-a2dp", "00:00:00:00:00:00")
    world.wait(lambda: workers(world) > before, 10)
    written = OUT / f"{world.name}-written-{buffer}"
    adapter, device = world.box_on_phone.rsplit("/", 2)[1:]
    with open(written, "wb") as file:
        world.spawn("writer", sys.executable, "-c", WRITER,
                    f"/org/bluealsa/{adapter}/{device}/a2dpsrc/sink", stdout=file)
    world.wait(lambda: len(times(written)) > CLICKS, 60)
    world.end("writer")
    begun, clicks = beginnings(world), times(written)
    # The first wakes the link.
    return [heard[0] - at for at, end in list(zip(clicks, clicks[1:]))[1:]
            if (heard := [t for t in begun if at < t < end])]


def times(path):
    """When the beginning of each tone was written."""
    return [float(line) for line in path.read_text().split()]


def beginnings(world):
    """When a tone was heard first, after silence."""
    lines = (l.split() for l in (OUT / f"{world.name}-heard").read_text().splitlines())
    loud = [float(l[0]) - 0.01 for l in lines if len(l) == 2 and int(l[1]) > 1000]
    return [t for last, t in zip([0] + loud, loud) if t - last > 0.8]


def workers(world):
    """Streams that it has found."""
    return world.log("aplay-box").count("Creating PCM worker")


def underruns(world):
    return world.log("aplay-box").count("underrun has")


SCENARIOS = [delay]
