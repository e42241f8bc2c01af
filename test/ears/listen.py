#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listens to a recorded announcement and says which code it heard.

listen.py WAV [--expect CODE] [--type] [--alike DIGITS]

An ear that knows nothing of our voice: pocketsphinx with its US English model,
and a grammar of the sentences around a code (--type: of a code to be typed).
It hears poorly in digital silence, so pink noise is laid under the speech.
It takes some sevens for twos: with --alike 72 those count as the same.
Exit status 1 where in no listening the code was heard twice, as expected.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

MODEL = pathlib.Path("/usr/share/pocketsphinx/model/en-us")
DIGITS = "zero one two three four five six seven eight nine".split()
BEFORE = {False: "your phone must already show", True: "to pair type into your phone"}
AFTER = {False: "if it shows the same number press pair never type it", True: "into your own phone only"}
# The names of the phones that the demo and the virtual machine pair. One that is not
# here is heard as a digit, and costs another.
NAMES = "a phone | pixel | blue zee"
# The noise, of full scale (speech is 20 to 30 dB above it), and the tempo. The ear
# confuses digits in one listening that it hears rightly in the next.
LISTENINGS = ((0.004, 1.0), (0.002, 1.1), (0.008, 0.9))


def grammar(typed):
    six = " ".join(["<d>"] * 6)
    return (f"#JSGF V1.0;\ngrammar g;\n<d> = {' | '.join(DIGITS)};\n"
            f"public <s> = {BEFORE[typed]} {six} again {six} [from ({NAMES})] {AFTER[typed]};\n")


def dictionary(words):
    lines = (MODEL / "cmudict-en-us.dict").read_text().splitlines()
    return "\n".join(l for l in lines if re.sub(r"\(\d+\)$", "", l.split()[0]) in words) + "\n"


def hear(wav, text, noise_level, tempo):
    """The words that were understood, of those that the grammar has."""
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        (work / "g.gram").write_text(text)
        words = set(re.findall(r"[a-z']+", text.split(";", 2)[2]))
        (work / "g.dict").write_text(dictionary(words))
        speech, noisy = work / "speech.wav", work / "noisy.wav"
        plain = ["-r", "16000", "-c", "1", "-b", "16"]
        # -3 dB leaves room for what resampling overshoots.
        subprocess.run(["sox", "-V1", wav, *plain, speech, "gain", "-n", "-3",
                        "tempo", "-s", str(tempo)], check=True)
        length = subprocess.run(["soxi", "-D", speech], check=True, capture_output=True,
                                text=True).stdout.strip()
        noise = subprocess.Popen(["sox", "-V1", "-R", "-n", *plain, "-t", "wav", "-", "synth", length,
                                  "pinknoise", "vol", str(noise_level)], stdout=subprocess.PIPE)
        subprocess.run(["sox", "-V1", "-m", "-v", "1", speech, "-v", "1", "-t", "wav", "-",
                        *plain, noisy], stdin=noise.stdout, check=True)
        noise.wait()
        (work / "ctl").write_text("noisy\n")
        subprocess.run(
            ["pocketsphinx_batch", "-hmm", MODEL / "en-us", "-dict", work / "g.dict", "-jsgf",
             work / "g.gram", "-ctl", work / "ctl", "-cepdir", work, "-cepext", ".wav", "-adcin",
             "yes", "-adchdr", "44", "-hyp", work / "hyp", "-cmn", "batch", "-remove_silence",
             "no", "-beam", "1e-80", "-wbeam", "1e-60", "-pbeam", "1e-80",
             "-logfn", "/dev/null"], check=True, stdout=subprocess.DEVNULL)
        return re.sub(r"\(noisy .*", "", (work / "hyp").read_text()).split()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wav")
    parser.add_argument("--expect")
    parser.add_argument("--type", action="store_true")
    parser.add_argument("--alike", default="", metavar="DIGITS")
    args = parser.parse_args()
    same = str.maketrans(args.alike, args.alike[:1] * len(args.alike))
    expected = args.expect and args.expect.translate(same)
    for listening in LISTENINGS:
        words = hear(args.wav, grammar(args.type), *listening)
        digits = "".join(str(DIGITS.index(w)) for w in words if w in DIGITS).translate(same)
        twice = len(digits) == 12 and digits[:6] == digits[6:]
        print("heard:", " ".join(words) or "nothing")
        print("code:", digits[:6] if twice else "none")
        if twice and expected in (None, digits[:6]):
            return
    sys.exit(1)


if __name__ == "__main__":
    main()
