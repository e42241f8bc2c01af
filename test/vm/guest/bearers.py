# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones that pair over BR/EDR and over LE, by comparison and by typing."""
import configparser
import time

from room import OPEN, admitted

BNEP, AVDTP, KEYBOARD_PSM = 15, 25, 0x1003


def phone_over_bredr(s):
    """The phones' real way; then its services, and a restart of bluetoothd."""
    world = s.world
    s.check("the box shows itself", s.ready(OPEN, "DisplayYesNo"))
    for what, error in (("an audio sink", world.offer_audio()),
                        ("a keyboard's service", world.offer_keyboard(KEYBOARD_PSM)),
                        ("a network", world.offer_network())):
        s.check(f"{what} is there to be tried", error == "", error)
    s.check("the phone finds it", world.discover("bredr"))
    start = time.monotonic()
    s.check("it pairs", world.pair() == "")
    s.check("within the phone's 30 s", time.monotonic() - start < 30, time.monotonic() - start)
    s.expect_code()
    s.is_paired()
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    # Core Specification, Vol 4, Part E, 7.7.24.
    key = stored_link_key(world.box_address, world.phone_address)
    s.check("its key is authenticated, P-256", key and key[0] == 8, key and key[0])
    s.check("it is not trusted", not world.device(world.phone_on_box).get("Trusted"))
    s.check("the box hides again", world.wait(lambda: not world.is_visible()))
    s.check("audio is authorised", world.open_channel(AVDTP))
    s.check("a keyboard is not", not world.open_channel(KEYBOARD_PSM))
    s.check("a network is not", not world.open_channel(BNEP))
    log = world.log("earshotd")
    s.check("the agent was asked for all three", "asks for audio" in log
            and log.count("asks for a service that is not audio") == 2)
    s.check("the passkey is not in the log", world.agent.shown not in log)


def phone_over_le(s):
    world = s.world
    world.le_only = True
    s.check("the box shows itself", s.ready(OPEN, "DisplayYesNo"))
    s.check("the phone finds it", world.discover("le"))
    s.check("it pairs", world.pair() == "")
    s.expect_code()
    s.is_paired()
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    s.check("over LE", s.used_le())


def number_typed_over_le(s):
    s.world.le_only = True
    types_over_le(s)


def key_for_both_radios(s):
    """A phone that pairs over LE and has BR/EDR, too: both get their key at once (Core
    Specification, Vol 3, Part H, 2.4.2.4)."""
    s.world.seems_le_only = True
    types_over_le(s)
    world = s.world
    keys = [stored_link_key(world.box_address, world.phone_address),
            stored_link_key(world.phone_address, world.box_address)]
    s.check("a key for BR/EDR is authenticated, P-256", keys[0] and keys[0][0] == 8,
            keys[0] and keys[0][0])
    s.check("and the same at both ends", keys[0] == keys[1])
    s.check("it asked once", world.log("earshotd").count("asks: ") == 1)


def types_over_le(s):
    world = s.world
    world.listen_in()
    config = OPEN + "[pairing]\ncapability = DisplayOnly\n"
    s.check("the box shows itself", s.ready(config, "KeyboardDisplay"))
    types_what_is_said(s, "le")
    s.check("it is on the list", world.wait(lambda: world.phone_address in admitted()))
    s.check("over LE", s.used_le())
    s.check("by the passkey", "consent=passkey" in admitted())


def types_what_is_said(s, bearer):
    """Somebody who listens types the code after it was said twice."""
    world = s.world
    said = lambda: time.monotonic() - s.asked > 14
    world.typing_allowed = lambda: spoken(s, world) and said()
    s.check("the device finds it", world.discover(bearer))
    s.check("it pairs", world.pair() == "")
    s.expect_code(typed=True)
    s.is_paired()


def number_typed_over_bredr(s):
    """A device with keys and no screen, and the box as it is by default."""
    s.world.listen_in()
    s.check("the box shows itself", s.ready(OPEN, "KeyboardOnly"))
    types_what_is_said(s, "bredr")
    s.check("by the passkey", "consent=passkey" in admitted())


def stored_link_key(holder, peer):
    """Type and key as BlueZ stores them (src/adapter.c, store_link_key); nothing where there is
    none."""
    stored = configparser.ConfigParser(strict=False, interpolation=None)
    stored.read(f"/var/lib/bluetooth/{holder}/{peer}/info", encoding="utf-8")
    if not stored.has_section("LinkKey"):
        return None
    return stored.getint("LinkKey", "Type"), stored.get("LinkKey", "Key")


def spoken(s, world):
    """Notes when the box was told the number."""
    if not hasattr(s, "asked"):
        s.asked = time.monotonic()
    return "asks: to type our code" in world.log("earshotd")


SCENARIOS = [phone_over_bredr, phone_over_le, number_typed_over_le, key_for_both_radios,
             number_typed_over_bredr]
