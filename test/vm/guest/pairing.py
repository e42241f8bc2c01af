# SPDX-License-Identifier: GPL-3.0-or-later
"""Secure Simple Pairing between two controllers: Bluetooth Core Specification Vol 2, Part H, 7."""
import secrets
import struct

CONFIRM, NOT_CONFIRM = 0x042C, 0x042D  # commands
CONFIRMATION_REQUEST, PASSKEY_REQUEST, PASSKEY_NOTIFICATION = 0x33, 0x34, 0x3B  # events
DISPLAY_ONLY, KEYBOARD_ONLY, NO_IO = 0, 2, 3


class Pairing:
    """One attempt of two addresses; `io` is (capability, authentication)."""

    def __init__(self, first, second):
        self.who = (first, second)
        self.io = {}
        self.answers = {}
        self.number = 0
        self.model = None
        self.done = False

    def choose(self):
        (a, auth_a), (b, auth_b) = (self.io[x] for x in self.who)
        if not (auth_a | auth_b) & 1 or NO_IO in (a, b):
            return "just works"
        return "passkey" if KEYBOARD_ONLY in (a, b) else "numeric"

    def agreed(self):
        a, b = (self.answers.get(x) for x in self.who)
        if self.model != "passkey":
            return a is True and b is True
        both_type = all(self.io[x][0] == KEYBOARD_ONLY for x in self.who)
        return a is not False and a == b and (a == self.number or both_type)

    def authenticated(self):
        shows = DISPLAY_ONLY in (self.io[x][0] for x in self.who)
        return self.model == "passkey" or self.model == "numeric" and not shows


class Pairings:
    """All that there were; at(address) is the controller."""

    def __init__(self):
        self.pairings = {}

    def open_pairing(self, a, b):
        key = frozenset((a, b))
        if key not in self.pairings or self.pairings[key].done:
            self.pairings[key] = Pairing(a, b)
        return self.pairings[key]

    def find(self, a, b):
        return self.pairings.get(frozenset((a, b)))

    def begin(self, pairing):
        pairing.model = pairing.choose()
        pairing.number = secrets.randbelow(1_000_000)
        for me, peer in (pairing.who, pairing.who[::-1]):
            number = struct.pack("<I", pairing.number)
            if pairing.model != "passkey":
                self.at(me).event(CONFIRMATION_REQUEST, peer + number)
            elif pairing.io[me][0] == KEYBOARD_ONLY:
                self.at(me).event(PASSKEY_REQUEST, peer)
            else:
                self.at(me).event(PASSKEY_NOTIFICATION, peer + number)
                pairing.answers[me] = pairing.number

    def answer(self, pairing, me, value):
        pairing.answers[me] = value
        if value is not False and len(pairing.answers) < 2:
            return
        verdict = CONFIRM if pairing.agreed() else NOT_CONFIRM
        pairing.key = secrets.token_bytes(16)
        pairing.done = True
        for a, b in (pairing.who, pairing.who[::-1]):
            self.at(a).command(verdict, b)
