# SPDX-License-Identifier: GPL-3.0-or-later
"""A small trained ear for spoken English digits: inference of a TDNN-CTC with numpy alone.

0.8 M weights, trained on flite, festival, one human (the one who reads digits here) and variants of
eSpeak NG, in noise and rooms; never on eSpeak NG's plain voice. A familiar listener: it ranks ways
of saying digits. Machine ears need about 10 dB less noise than people: read its figures relatively.
"""
import pathlib

import numpy as np

RATE = 16000
BANDS = 40
DILATIONS = (1, 1, 2, 2, 4, 4, 8)


def filterbank():
    mel = lambda f: 2595 * np.log10(1 + f / 700)
    points = np.minimum(700 * (10 ** (np.linspace(mel(60), mel(7000), BANDS + 2) / 2595) - 1), 7990)
    bins = np.arange(257) * RATE / 512
    bank = np.zeros((BANDS, 257))
    for i in range(BANDS):
        low, centre, high = points[i:i + 3]
        bank[i] = np.clip(np.minimum((bins - low) / (centre - low + 1e-6),
                                     (high - bins) / (high - centre + 1e-6)), 0, None)
    return bank.T


BANK = filterbank()


def features(x):
    """Log mel energies every 10 ms, each band without its mean."""
    x = np.append(x[0], x[1:] - 0.95 * x[:-1])
    count = 1 + max(0, (len(x) - 400) // 160)
    frames = np.lib.stride_tricks.as_strided(x, (count, 400), (x.strides[0] * 160, x.strides[0]))
    power = np.abs(np.fft.rfft(frames * np.hamming(400), 512)) ** 2
    f = np.log(power @ BANK + 1e-8)
    return (f - f.mean(0)) / 2.5


def convolve(x, weights, bias, stride=1, dilation=1):
    taps = weights.shape[2]
    pad = (taps // 2) * dilation
    padded = np.pad(x, ((pad, pad), (0, 0)))
    y = np.zeros((len(x), weights.shape[0]), np.float32) + bias
    for k in range(taps):
        y += padded[k * dilation:k * dilation + len(x)] @ weights[:, :, k].T
    return y[::stride]


def normalise(x, gain, bias):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * gain + bias


class NetEar:
    def __init__(self):
        stored = np.load(pathlib.Path(__file__).parent / "net_ear.npz")
        self.weights = {name: stored[name].astype(np.float32) for name in stored.files}

    def posteriors(self, x):
        """Log posteriors every 20 ms: blank, then the ten digits."""
        w = self.weights
        h = features(np.asarray(x, float)).astype(np.float32)
        h = np.maximum(convolve(h, w["inp.weight"], w["inp.bias"], 2), 0)
        h = normalise(h, w["n0.weight"], w["n0.bias"])
        for i, dilation in enumerate(DILATIONS):
            y = convolve(h, w[f"c.{i}.weight"], w[f"c.{i}.bias"], 1, dilation)
            h = h + np.maximum(normalise(y, w[f"n.{i}.weight"], w[f"n.{i}.bias"]), 0)
        y = h @ w["out.weight"][:, :, 0].T + w["out.bias"]
        y = y - y.max(-1, keepdims=True)
        return y - np.log(np.exp(y).sum(-1, keepdims=True))

    def hear(self, x):
        """The most likely six digits: for each place the best digit over all ways of hearing six."""
        return "".join(str(d) for d in six_digits(self.posteriors(x)).argmax(1))


def six_digits(log_posteriors, places=6):
    """The probability of each digit at each place, by forward-backward over all CTC paths with exactly
    `places` digits."""
    nothing = -1e30
    blank, digits = log_posteriors[:, 0].astype(float), log_posteriors[:, 1:].astype(float)
    frames = len(blank)
    add = np.logaddexp

    def total(l):
        most = l.max(-1)
        return most + np.log(np.exp(l - most[..., None]).sum(-1))

    def others(l):
        most = l.max(-1, keepdims=True)
        e = np.exp(l - most)
        return most + np.log(np.maximum(e.sum(-1, keepdims=True) - e, 1e-300))

    between = np.full((frames, places + 1), nothing)
    within = np.full((frames, places + 1, 10), nothing)
    enter = np.full((frames, places + 1, 10), nothing)
    between[0, 0] = blank[0]
    within[0, 1] = enter[0, 1] = digits[0]
    for t in range(1, frames):
        before = within[t - 1]
        between[t] = add(between[t - 1], total(before)) + blank[t]
        come = np.full((places + 1, 10), nothing)
        come[1:] = add(between[t - 1, :-1, None], others(before)[:-1])
        enter[t] = come + digits[t]
        within[t] = add(before + digits[t], enter[t])
    rest_between = np.full(places + 1, nothing)
    rest_within = np.full((places + 1, 10), nothing)
    rest_between[places] = 0
    rest_within[places] = 0
    everything = add(between[-1, places], total(within[-1, places][None])[0])
    result = np.exp(np.minimum(enter[-1, 1:] + rest_within[1:] - everything, 0))
    for t in range(frames - 2, -1, -1):
        next_between = rest_between + blank[t + 1]
        next_within = rest_within + digits[t + 1]
        start = np.full(places + 1, nothing)
        start[:-1] = total(next_within)[1:]
        change = np.full((places + 1, 10), nothing)
        change[:-1] = others(next_within)[1:]
        rest_between = add(next_between, start)
        rest_within = add(add(next_within, next_between[:, None]), change)
        result += np.exp(np.minimum(enter[t, 1:] + rest_within[1:] - everything, 0))
    return result
