# SPDX-License-Identifier: GPL-3.0-or-later
"""What scenarios share: a configuration, and what earshotd tells."""
HEARD = "the announcement was played to its end"
CODE_ASKED = "asks: to compare a code"
SOUND = "[sound]\noutput = plughw:Loopback,0,0\n"
OPEN = "[window]\nopen-at = start\n" + SOUND
SILENT = "[sound]\noutput = file:/dev/null,raw\n"


def config(consent, more="", sound=SILENT, window="start"):
    return f"[window]\nopen-at = {window}\n{sound}[pairing]\nconsent = {consent}\nfirst = none\n{more}"


def admitted():
    """Our list, without those that are to be removed."""
    return "".join(line for line in our_list() if not line.startswith("leaving="))


def leaving():
    """Those."""
    return "".join(line for line in our_list() if line.startswith("leaving="))


def our_list():
    try:
        with open("/var/lib/earshot/admitted", encoding="utf-8") as file:
            return file.readlines()
    except FileNotFoundError:
        return []


def logged(world, text, times=1):
    return lambda: world.log("earshotd").count(text) >= times


def code_is_said(s, times=1):
    """The phone's code was said to its end; the room is to say yes."""
    asked = logged(s.world, CODE_ASKED, times)
    s.check("the phone asks", s.world.wait(asked))
    after = lambda: HEARD in s.world.log("earshotd").split(CODE_ASKED)[-1]
    return s.check("its code is said", s.world.wait(after))
