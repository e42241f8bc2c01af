# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured of a program, each in a run of its own."""
import time

from bluez import rest, wait

SETTLED = 5  # s after it has registered
CODE = 470391


class Bench:
    def __init__(self, bluez, card, work, environment):
        self.bluez, self.card, self.work, self.environment = bluez, card, work, environment

    def start(self, program, pcm, silent=False):
        return program.start(self.bluez, self.environment, self.work, pcm, silent)

    def once(self, program):
        """A start, and a code that is said in real time."""
        try:
            result = {"start": self.start(program, "room") * 1000}
            rest(SETTLED)
            result["memory"] = program.memory()
            result["dirty"] = program.memory("Private_Dirty")
            result |= self.announcement(program)
        finally:
            program.stop()
        return result

    def announcement(self, program, speed=1):
        program.ready(self.bluez)
        rest(0.2)
        device = self.bluez.know(0xFFFF, paired=False)
        rest(0.05)
        self.card.clear()
        used = program.processor()
        answer = self.bluez.confirm(device, CODE)
        wait(lambda: answer.answered, f"{program.name} answers")
        if answer.error:
            raise RuntimeError(f"{program.name} refused: {answer.error}")
        rest(0.3)
        used = program.processor() - used
        program.let_in(self.bluez, device)
        self.bluez.forget(device)
        first = self.card.stamp("first")
        # What is silent at the beginning of the sound is not heard yet.
        heard = self.card.stamp("start") + self.card.silence_before() / program.rate / speed
        return {"first": (first - answer.asked) * 1000, "heard": (heard - answer.asked) * 1000,
                "overhead": (answer.answered - answer.asked
                             - self.card.frames() / program.rate / speed) * 1000,
                "processor": used * 1000, "sound": self.card.frames() / program.rate}

    def cancel(self, program):
        """From BlueZ's Cancel, in the middle of the words, to silence; None where it is all the
        same said to its end."""
        try:
            self.start(program, "room")
            rest(SETTLED)
            program.ready(self.bluez)
            device = self.bluez.know(0xFFFF, paired=False)
            self.card.clear()
            self.bluez.confirm(device, CODE)
            rest(3)
            cancelled = self.bluez.ask("Cancel", "").asked
            rest(2)
            quiet = self.card.stamp("quiet")
            self.bluez.forget(device)
            return quiet and (quiet - cancelled) * 1000
        finally:
            program.stop()

    def idle(self, program, seconds):
        """How often it wakes up while nothing happens."""
        try:
            self.start(program, "room")
            rest(SETTLED)
            before = program.woken()
            time.sleep(seconds)
            return program.woken() - before
        finally:
            program.stop()

    def with_devices(self, program, count):
        """Where BlueZ knows so many."""
        known = [self.bluez.know(i) for i in range(count)]
        try:
            started = self.start(program, "fast")
            rest(SETTLED)
            memory = program.memory("Private_Dirty")
            said = self.announcement(program, speed=20)
            return {"start": started * 1000, "memory": memory, "heard": said["heard"]}
        finally:
            program.stop()
            for device in known:
                del self.bluez.objects[device]

    def with_requests(self, program, counts):
        """Memory after so many, each of another phone, which end at once: earshotd's are
        cancelled, the others' are answered by a yes, with their speech left out."""
        result, done = {}, 0
        try:
            self.start(program, "fast", silent=True)
            program.ready(self.bluez)
            rest(SETTLED)
            for count in counts:
                begin = time.monotonic()
                for number in range(done, count):
                    self.request(program, number)
                each = (time.monotonic() - begin) * 1000 / (count - done)
                done = count
                rest(SETTLED)
                result[count] = {"memory": program.memory("Private_Dirty"), "each": each}
        finally:
            program.stop()
        return result

    def request(self, program, number):
        device = self.bluez.know(0x10000 + number, paired=False)
        answer = self.bluez.confirm(device, number % 1_000_000)
        if program.cancels:
            self.bluez.ask("Cancel", "")
        wait(lambda: answer.answered, f"{program.name} answers")
        self.bluez.forget(device)
        if number % 50 == 49:  # before failures shut the window for a rest
            program.ready(self.bluez)
