# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to speech between a loudspeaker and an ear: speakers, rooms, noise.

All at 16 kHz, mono, full scale 1.0. Every degradation is seeded by code and condition:
two ways of saying a code meet the same noise.
"""
import functools
import hashlib
import pathlib
import subprocess

import numpy as np
from scipy import signal
from scipy.io import wavfile

RATE = 16000
SOUNDS = pathlib.Path("/usr/share/asterisk/sounds")
# Who babbles: people who are not the human that reads digits here.
BABBLERS = ("fr_CA_f_June", "it_IT_m_Carlo", "ru_RU_f_IvrvoiceRU")
# Image-source rooms: size, source, ear (m), absorption of the walls. RT60 0.4 s and 1.1 s.
ROOMS = {
    "small": ((4.0, 3.0, 2.5), (1.0, 1.0, 1.0), (2.6, 2.0, 1.5), 0.20),
    "large": ((9.0, 7.0, 3.2), (1.5, 1.5, 1.2), (5.5, 4.0, 1.5), 0.17),
}
CONDITIONS = """white20 white10 white5 white0 pink10 pink5 pink0 babble20 babble10 babble5 babble0
    small large small+babble10 small+babble5 large+babble10 hall+babble10 lp4k+small+babble10
    tel+small+babble10 tinyspk+small+babble10""".split()
SPEECH_DB = -26


def read_wav(path):
    rate, samples = wavfile.read(path)
    x = samples / 32768.0
    if rate != RATE:
        common = np.gcd(int(rate), RATE)
        x = signal.resample_poly(x, RATE // common, int(rate) // common)
    return x


def decode(path, rate=RATE):
    """Asterisk's G.722 recordings."""
    out = subprocess.run(["ffmpeg", "-loglevel", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar",
                          str(rate), "-"], stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(out, "<i2") / 32768.0


def frames_db(x, window):
    n = int(window * RATE)
    count = len(x) // n
    if count == 0:
        return np.array([-200.0])
    return 10 * np.log10((x[:count * n].reshape(count, n) ** 2).mean(1) + 1e-20)


def active_level_db(x):
    """Mean power of the 20 ms that are within 35 dB of the loudest (after ITU-T P.56)."""
    d = frames_db(x, 0.02)
    return 10 * np.log10(np.mean(10 ** (d[d > d.max() - 35] / 10)))


def span(x, threshold=45):
    """Where the audible part begins and ends, in seconds."""
    d = frames_db(x, 0.01)
    at = np.where(d > d.max() - threshold)[0]
    return at[0] * 0.01, (at[-1] + 1) * 0.01


def rng_for(*key):
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "little"))


def pink(length, rng):
    spectrum = np.fft.rfft(rng.standard_normal(length))
    frequencies = np.fft.rfftfreq(length, 1 / RATE)
    x = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequencies, 50)), length)
    return x / np.std(x)


@functools.lru_cache(None)
def babble(cache):
    """Two minutes of fifteen voices at once: prompts of three people, at five speeds."""
    stored = pathlib.Path(cache) / "babble.npy"
    if stored.exists():
        return np.load(stored)
    rng = np.random.default_rng(11)
    length = 120 * RATE
    mix = np.zeros(length)
    for voice in BABBLERS:
        prompts = sorted(p for p in (SOUNDS / voice).glob("*.g722") if p.stat().st_size > 16000)
        for speed in (1.0, 0.95, 0.9, 0.85, 0.8):
            parts, total = [], 0
            while total < length + RATE:
                for prompt in rng.permutation(prompts):
                    x = decode(prompt, int(RATE / speed))
                    begin, end = span(x)
                    x = x[int(begin * RATE):int(end * RATE)]
                    parts.append(x / 10 ** (active_level_db(x) / 20))
                    total += len(x)
                    if total > length + RATE:
                        break
            mix += np.concatenate(parts)[:length]
    mix /= np.std(mix)
    stored.parent.mkdir(parents=True, exist_ok=True)
    np.save(stored, mix.astype(np.float32))
    return mix


@functools.lru_cache(None)
def room(name, cache):
    """The impulse response of a shoebox, by image sources; direct sound at 0 dB."""
    stored = pathlib.Path(cache) / f"room-{name}.npy"
    if stored.exists():
        return np.load(stored)
    size, source, ear, absorption = (np.array(v) for v in ROOMS[name])
    reflection = np.sqrt(1 - absorption)
    speed, length = 343.0, 1.6 if name == "large" else 0.8
    rng = np.random.default_rng(3)
    h = np.zeros(int(length * RATE) + 2)
    counts = np.ceil(speed * length / (2 * size)).astype(int)
    n = np.meshgrid(*(np.arange(-c, c + 1) for c in counts), indexing="ij")
    for mirrored in np.ndindex(2, 2, 2):
        offset = [(1 - 2 * p) * source[i] + 2 * n[i] * size[i] - ear[i] for i, p in enumerate(mirrored)]
        distance = np.sqrt(sum(o ** 2 for o in offset)).ravel()
        bounces = sum(np.abs(n[i] - p) + np.abs(n[i]) for i, p in enumerate(mirrored)).ravel()
        near = distance < speed * length
        distance, bounces = distance[near], bounces[near]
        # Real walls are not flat: without this, sweeping echoes ring.
        distance = np.maximum(distance + rng.uniform(-0.02, 0.02, distance.size) * (bounces > 0), 0.05)
        time = distance / speed * RATE
        at = time.astype(int)
        gain = reflection ** bounces / np.maximum(distance, 0.3)
        inside = at + 1 < len(h)
        np.add.at(h, at[inside], (gain * (1 - (time - at)))[inside])
        np.add.at(h, at[inside] + 1, (gain * (time - at))[inside])
    h = signal.lfilter(*signal.butter(2, 80 / (RATE / 2), "high"), h)
    h = signal.lfilter(*signal.butter(1, 5500 / (RATE / 2), "low"), h)  # air and walls swallow treble
    begin = int(np.argmax(np.abs(h) > 0.2 * np.abs(h).max()))
    h = h[max(0, begin - 8):]
    h /= np.sqrt(np.sum(h[:int(0.005 * RATE)] ** 2))
    stored.parent.mkdir(parents=True, exist_ok=True)
    np.save(stored, h)
    return h


def hall():
    """A long, faint tail behind a strong direct sound: 1.8 s, 11 dB below it."""
    rng = np.random.default_rng(5)
    t = np.arange(int(1.8 * RATE)) / RATE
    tail = rng.standard_normal(len(t)) * np.exp(-6.9 * t / 1.8)
    tail *= np.sqrt(10 ** (-11 / 10) / np.sum(tail ** 2))
    tail[0] += 1
    return tail


def at_level(x, db=SPEECH_DB):
    return x * 10 ** ((db - active_level_db(x)) / 20)


def degrade(x, condition, key, cache):
    """`condition`: parts with + between them: a speaker (tinyspk), a room (small, large, hall), noise at
    a signal-to-noise ratio in dB (white10, pink10, babble10), a channel (lp4k, tel); or clean."""
    parts = [] if condition == "clean" else condition.split("+")
    quiet = np.zeros(int(0.35 * RATE))
    x = np.concatenate([quiet, at_level(x), quiet])
    if "tinyspk" in parts:
        x = signal.lfilter(*signal.butter(2, [350 / (RATE / 2), 5000 / (RATE / 2)], "band"), x)
        x = x + 0.8 * signal.lfilter(*signal.iirpeak(1200 / (RATE / 2), 2.0), x)
    for part in parts:
        if part in ROOMS or part == "hall":
            h = hall() if part == "hall" else room(part, cache)
            x = signal.fftconvolve(x, h)[:len(x) + int(0.3 * RATE)]
    x = at_level(x)
    for part in parts:
        name = part.rstrip("0123456789")
        if name not in ("white", "pink", "babble"):
            continue
        rng = rng_for(key, name)
        if name == "white":
            noise = rng.standard_normal(len(x))
        elif name == "pink":
            noise = pink(len(x), rng)
        else:
            bank = babble(cache)
            begin = int(rng.integers(0, len(bank) - len(x)))
            noise = bank[begin:begin + len(x)].astype(float)
        x = x + noise / np.std(noise) * 10 ** ((SPEECH_DB - float(part[len(name):])) / 20)
    if "lp4k" in parts:
        x = signal.sosfilt(signal.butter(8, 4000 / (RATE / 2), "low", output="sos"), x)
    if "tel" in parts:
        x = signal.sosfilt(signal.butter(4, [300 / (RATE / 2), 3400 / (RATE / 2)], "band", output="sos"), x)
    x = x + rng_for(key, "floor").standard_normal(len(x)) * 1e-4  # no digital silence
    return x * 0.9 / max(0.9, np.max(np.abs(x)))
