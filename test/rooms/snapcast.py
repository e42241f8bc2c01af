# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapcast's server, and rooms that are recorded: what each room's snapclient played, and when."""
import math
import os
import signal
import statistics
import subprocess
import threading
import time
import wave

RATE, FRAME = 48000, 4  # Hz, bytes of 16 bits in stereo
LOUD = 300  # of 32768
SLIP = 0.005  # s; a client that was so late plays on from there


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Room:
    """A snapclient whose loudspeaker is a pipe: it writes 50 ms at a time, as they are played."""

    def __init__(self, name, number, port, log):
        self.name = name
        self.process = subprocess.Popen(
            ["snapclient", "--host", "127.0.0.1", "--port", str(port), "--instance", str(number),
             "--hostID", name, "--player", "file:filename=stdout", "--mixer", "none",
             "--logsink", "stderr"], stdout=subprocess.PIPE, stderr=log)
        self.samples = bytearray()
        self.blocks = []  # when one came, and how long the recording was then, in bytes
        self.ear = threading.Thread(target=self._listen, daemon=True)
        self.ear.start()

    def _listen(self):
        while block := os.read(self.process.stdout.fileno(), 1 << 16):
            self.samples += block
            self.blocks.append((time.monotonic(), len(self.samples)))

    def peak(self, begin, end):
        """The loudest of these bytes of the recording."""
        values = memoryview(bytes(self.samples[begin & ~1:end & ~1])).cast("h")
        return max(max(values), -min(values)) if values else 0

    def last_loud(self):
        """When the last block came that was not silent."""
        ends = [0] + [size for _, size in self.blocks]
        return max((when for (when, end), begin in zip(self.blocks, ends)
                    if self.peak(begin, end) > LOUD), default=0)

    def stop(self):
        end(self.process)
        self.ear.join(5)

    def save(self, path, since, until=math.inf):
        """What was played between the two, one channel of it. Each block follows the one before
        it, but where the client was late: there is a hole then, or some of it is lost."""
        blocks = list(self.blocks)  # more may come
        until = min(until, blocks[-1][0])
        line = bytearray(2 * round((until - since) * RATE))
        told = [when - size / FRAME / RATE for when, size in blocks]
        begin, began = 0, None
        for i, (_, end) in enumerate(blocks):
            end -= end % FRAME
            values = memoryview(bytes(self.samples[begin:end])).cast("h")[::2].tobytes()
            # One block that is late alone was played in time, and told late.
            now = statistics.median(told[max(0, i - 8):i + 9])
            if began is None or abs(now - began) > SLIP:
                began = now
            at = 2 * round((began - since) * RATE + begin / FRAME)
            begin = end
            if at >= 0 and at + len(values) <= len(line):
                line[at:at + len(values)] = values
        with wave.open(str(path), "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(RATE)
            wav.writeframes(line)
