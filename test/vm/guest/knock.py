# SPDX-License-Identifier: GPL-3.0-or-later
"""A knock over A2DP and AVRCP: BlueALSA at both ends, music, and volume keys."""
import samples
from audio import (connect_audio, is_muted, is_playing, music, pcms, peak, play_tone, set_volume,
                   speaker, volume_on_box, volume_on_phone)
from processes import OUT
from room import HEARD, SOUND, admitted, config, logged

UP, DOWN, AGAIN = 26, 33, 42  # how long these words last, in 10 ms
PRESSES = 6  # of the first row in a window that somebody opened
ANEW = "AVRCP is connected anew"


def knock(s):
    """A new phone knocks with its volume keys, over real A2DP and AVRCP."""
    world = s.world
    speaker(s, config("knock, owner", sound=SOUND))
    if arrives(s):
        knocks(s)
        s.check("its AVRCP was left alone", ANEW not in world.log("earshotd"))
        opens_by_gesture(s)
        ask_over_music(s)


def knock_after_avrcp(s):
    """The same of a phone that connects AVRCP three seconds before its music, whose
    volume bluetoothd then loses."""
    world = s.world
    speaker(s, config("knock, owner", more="[services]\ntrust = yes\n", sound=SOUND))
    if arrives(s, avrcp_first=True):
        s.check("AVRCP is connected anew", world.wait(logged(world, ANEW), 15))
        knocks(s)
        opens_by_gesture(s)
        comes_back(s)


def arrives(s, avrcp_first=False):
    """The phone is paired and connected, and not a sound of it is heard."""
    world = s.world
    # bluetoothd 5.66 loses a race with itself at times, and drops the new link: who leaves
    # on probation is removed, and pairs once more.
    for attempt in range(3):
        if attempt:
            world.forget_box()
            world.wait(lambda: False, 10)
        found = world.discover("bredr") and world.trust_box()
        error = world.pair() if found else "not found"
        unlisted = world.phone_address not in admitted()
        if not error and unlisted and connect_audio(world, avrcp_first):
            break
    if not s.check("the phone pairs, and connects as it does to a speaker",
                   not error and pcms(world), error):
        return False
    s.check("it is not on the list", unlisted)
    s.check("its PCM is muted", world.wait(lambda: is_muted(world)), pcms(world))
    play_tone(world)
    world.wait(lambda: False, 4)
    return s.check("nothing of what it plays is heard", peak(world) < 50, peak(world))


def knocks(s):
    world = s.world
    s.check("the box sets the phone's volume to the middle", world.wait(
        lambda: volume_on_phone(world) == 64), volume_on_phone(world))
    asked = "says a row of volume presses"
    s.check("a row is asked for", world.wait(logged(world, asked)))
    world.wait(lambda: HEARD in world.log("earshotd").split(asked)[-1])
    rows = []
    world.wait(lambda: rows.append(heard_row(world)) or rows[-1], 15)
    row = rows[-1]
    s.check("an ear hears six presses", len(row) == PRESSES, row)
    s.check("until they are made, nothing of its music is heard", peak(world) < 50, peak(world))
    press(world, row)
    s.check("it is on the list, by knock", world.wait(lambda: "consent=knock" in admitted()),
            row)
    s.check("its PCM is no longer muted", world.wait(lambda: not is_muted(world)), pcms(world))
    if not is_playing(world):
        print("  the slow machine has ended the phone's player; it plays once more", flush=True)
        play_tone(world)
    s.check("its music is heard", world.wait(lambda: peak(world) > 1000, 20), peak(world))
    s.check("the window shuts", world.wait(lambda: not world.is_visible()))


def opens_by_gesture(s):
    s.world.wait(lambda: False, 2.5)
    press(s.world, [True, False, True])
    s.check("its owner's gesture opens the window", s.world.wait(s.world.is_visible, 20))


def comes_back(s):
    """Trusted now, so nobody is asked about its AVRCP, which comes first once more."""
    world = s.world
    s.check("the phone is trusted", world.device(world.phone_on_box).get("Trusted"))
    error = world.call(world.box_on_phone, "org.bluez.Device1", "Disconnect")
    s.check("it leaves", not error and world.wait(lambda: not pcms(world)), error)
    ends = (world.phone_on_box, world.box_on_phone)
    world.wait(lambda: not any(world.device(end).get("Connected") for end in ends))
    world.wait(lambda: False, 5)
    s.check("and comes back, AVRCP first", any(
        connect_audio(world, avrcp_first=True) for _ in range(3)))
    # Its volume is lost again, or was before the stream was heard of: AVRCP is connected anew.
    world.wait(lambda: world.log("earshotd").count(ANEW) > 1, 6)
    s.check("its slider is heard of", world.wait(
        lambda: set_volume(world, 72) == "" and volume_on_box(world) == 72, 20),
            volume_on_box(world))
    s.check("the window shuts by a word", world.command("Close") == "")
    opens_by_gesture(s)
    s.check("its stream has stayed", pcms(world))


def press(world, row):
    """Volume keys, true for up, each worth eight of 127."""
    level = volume_on_box(world)
    for up in row:
        world.wait(lambda: False, 0.3)
        level += 8 if up else -8
        set_volume(world, level)
        world.wait(lambda: volume_on_box(world) == level, 5)


def ask_over_music(s):
    """A neighbour asks, and is on probation, while the phone that is in plays."""
    world = s.world
    phone = world.phone_on_box
    world.hold_neighbours()
    s.check("a neighbour finds the box", world.discover("bredr"))
    world.wait(lambda: not is_muted(world))  # the words about the window are over
    playing, = pcms(world)
    paired = world.begin_to_pair()
    s.check("he asks, and is paired for now", world.wait(
        lambda: world.device(world.phone_on_box).get("Bonded")), paired)
    s.check("the music gives way to the words", world.wait(lambda: is_muted(world)), pcms(world))
    s.check("somebody says no", world.command("No") == "")
    s.check("he is removed", world.wait(lambda: not world.device(world.phone_on_box)))
    s.check("the music comes back", world.wait(lambda: not is_muted(world)), pcms(world))
    s.check("as it was", pcms(world) == [playing], pcms(world))
    before = len(music(world))
    s.check("and is heard", world.wait(lambda: samples.peak(music(world, before)) > 1000, 30))
    s.check("its phone stayed connected", world.device(phone).get("Connected"))
    s.check("and on the list", "consent=knock" in admitted())
    s.check("the neighbour is not", world.phone_address not in admitted())


def heard_row(world):
    """The words of the row before and after the last "Again", true for up; nothing where they
    are not all there yet. The emulated card loses samples at times, so of two words in one
    place the one counts that lasts as one of them should."""
    data = (OUT / world.recording).read_bytes()[44:]
    block = 22050 // 100 * 2
    data = data[-22050 * 2 * 16 // block * block:]
    words, start, quiet = [], None, 0
    for i in range(0, len(data) - block, block):
        if samples.rms(data[i:i + block]) > 150:
            start, quiet = i if start is None else start, 0
        elif start is not None:
            quiet += 1
            if quiet == 25:
                words.append((i - start) / block - 24)
                start, quiet = None, 0
    longest = (DOWN + AGAIN) / 2
    if len(words) <= 2 * PRESSES or words[-PRESSES - 1] < longest:
        return []
    off = lambda length: min(abs(length - UP), abs(length - DOWN))
    row = [min(both, key=off) for both in zip(words[-2 * PRESSES - 1:], words[-PRESSES:])]
    if max(row) > longest:
        return []
    print("  a row lasts", *(f"{length:.0f}" for length in words), flush=True)
    return [abs(length - UP) < abs(length - DOWN) for length in row]
