# SPDX-License-Identifier: GPL-3.0-or-later
"""The test's sound card (test/card), of real time or 20 times as fast: when its first sound
came, and how many frames it was given."""
import array
import os

LOUD = 300  # of 32768
FRAME = 4   # bytes of 16 bits in stereo


class Card:
    """What `name` plays goes to a tape, and its times to stamps."""

    def __init__(self, build, work):
        self.tape, self.stamps, conf = work / "tape", work / "stamps", work / "asound.conf"
        conf.write_text(f"<{build}/test/asound.conf>\n" + "".join(
            f'pcm.{name} {{ type card\n speed {speed}\n by_period 1\n tape "{self.tape}"\n'
            f' stamps "{self.stamps}"\n}}\n' for name, speed in (("room", 1), ("fast", 20))))
        self.environment = {"ALSA_CONFIG_PATH": str(conf)}

    def clear(self):
        for file in (self.tape, self.stamps):
            file.unlink(missing_ok=True)

    def stamp(self, what):
        """Seconds of time.monotonic(); None before it happened."""
        if not self.stamps.exists():
            return None
        times = [line.split()[1] for line in self.stamps.read_text().splitlines()
                 if line.startswith(what + " ")]
        return float(times[0]) / 1000 if times else None

    def silence_before(self):
        """Frames before the first that is loud."""
        samples = array.array("h", self.tape.read_bytes())
        return next(i for i, sample in enumerate(samples) if abs(sample) > LOUD) // 2

    def frames(self):
        return os.path.getsize(self.tape) // FRAME
