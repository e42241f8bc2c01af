# SPDX-License-Identifier: GPL-3.0-or-later
"""Several rooms, as data/examples/several-rooms has it: music and a phone's code through the
loopback card, Debian's snapserver and two of its snapclients."""
import math
import pathlib
import shutil
import statistics
import subprocess
import sys

from room import CODE_ASKED, HEARD, admitted, logged
from snapcast import RATE, Room
from processes import OUT

RECIPE = pathlib.Path("/job/rooms")
FILES = {"modprobe.conf": "/etc/modprobe.d/rooms.conf", "snapserver.conf": "/etc/snapserver.conf",
         "earshot.conf": "/etc/earshot.conf.d/rooms.conf"}
DMIX = "plug:'dmix:CARD=Rooms,FORMAT=S16_LE'"
# The music: higher than what an ear for speech takes in.
TONE, LOUDNESS = 10000, 1500  # Hz, of 32768


def run(*command):
    return subprocess.run(command, capture_output=True, text=True).stderr


def loopback():
    """The loopback card anew, as the files in /etc have it, and udev on a real box."""
    error = run("modprobe", "-r", "snd-aloop") + run("modprobe", "snd-aloop")
    for node in pathlib.Path("/dev/snd").iterdir():
        if node.is_char_device():
            shutil.chown(node, "root", "audio")
            node.chmod(0o660)
    return error


def play_music(world):
    """By another user than earshotd's, as bluealsa-aplay is."""
    program = ("import math, struct, sys\n"
               f"one = [round({LOUDNESS} * math.sin(2 * math.pi * {TONE} * i / {RATE})) "
               f"for i in range({RATE})]\n"
               "second = struct.pack(f'<{2 * len(one)}h', *(v for s in one for v in (s, s)))\n"
               "while True: sys.stdout.buffer.write(second)\n")
    tone = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL)
    world.spawn("music", "setpriv", "--reuid", "nobody", "--regid", "audio", "--clear-groups",
                "aplay", "-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "2", "-D", DMIX,
                stdin=tone.stdout)


def tone_of(values):
    """How loud the music is among these samples."""
    turn = 2 * math.pi * TONE / RATE
    cosine = sum(v * math.cos(turn * i) for i, v in enumerate(values))
    sine = sum(v * math.sin(turn * i) for i, v in enumerate(values))
    return 2 * math.hypot(cosine, sine) / len(values)


def music_in(room, first):
    """How loud it is in the middle one of the tenths of seconds from a byte of the recording
    on: the emulated machine stands still at times."""
    data = bytes(room.samples[first // 4 * 4:len(room.samples) // 4 * 4])
    values = memoryview(data).cast("h")[::2].tolist()
    tenths = [values[at:at + RATE // 10] for at in range(0, len(values) - RATE // 10, RATE)]
    return statistics.median(map(tone_of, tenths)) if tenths else 0


def several_rooms(s):
    world = s.world
    rooms = []
    for name, path in FILES.items():
        pathlib.Path(path).parent.mkdir(exist_ok=True)
        shutil.copy(RECIPE / name, path)
    try:
        error = loopback()
        s.check("there is a card called Rooms", not error and
                pathlib.Path("/proc/asound/Rooms").exists(), error)
        run("busybox", "ip", "link", "set", "lo", "up")
        error = run("usermod", "-aG", "audio", "_snapserver")
        s.check("snapserver may use it", not error, error)
        world.spawn("snapserver", "setpriv", "--reuid", "_snapserver", "--regid", "_snapserver",
                    "--init-groups", "snapserver", "--server.datadir=/var/lib/snapserver")
        s.check("snapserver listens", world.wait(
            lambda: "Creating stream acceptor" in world.log("snapserver"), 20))
        with open(OUT / f"{world.name}-snapclients.log", "ab") as log:
            rooms += [Room(f"room{n}", n, 1704, log) for n in (1, 2)]
        s.check("both rooms play", world.wait(lambda: all(r.blocks for r in rooms), 20))
        play_music(world)
        s.check("music is heard in both", world.wait(lambda: all(
            r.peak(len(r.samples) - 400, len(r.samples)) > LOUDNESS / 2 for r in rooms), 30))
        code_over_music(s, rooms)
    finally:
        for room in rooms:
            room.stop()
        for name in ("music", "earshotd", "snapserver"):
            if name in world.processes:
                world.end(name)
        for name in FILES:
            if name != "snapserver.conf":
                pathlib.Path(FILES[name]).unlink()
        loopback()


def code_over_music(s, rooms):
    world = s.world
    s.check("the box shows itself", s.ready("[window]\nopen-at = start\n", "DisplayYesNo",
                                            record=False))
    s.check("the phone finds it", world.discover("bredr"))
    result = world.begin_to_pair()
    s.check("it asks", world.wait(logged(world, CODE_ASKED)), result)
    start = rooms[0].blocks[-1][0]
    places = [len(room.samples) for room in rooms]
    said = lambda: HEARD in world.log("earshotd").split(CODE_ASKED)[-1]
    s.check("its code is said to its end", world.wait(said, 40))
    world.wait(lambda: False, 2.5)  # Snapcast's buffer, and a little
    until = rooms[0].blocks[-1][0]
    s.check("it is not in by that alone", not admitted() and not result, result)
    s.check("the owner says yes", world.command("Yes") == "")
    s.check("it is in", world.wait(lambda: world.phone_address in admitted()))
    s.result.update(code=world.agent.shown, rooms=[])
    for room, place in zip(rooms, places):
        s.check(f"the music goes on under the words in {room.name}",
                music_in(room, place) > LOUDNESS / 2, music_in(room, place))
        wav = f"{world.name}-{room.name}.wav"
        room.save(OUT / wav, start, until)
        s.result["rooms"].append(wav)
