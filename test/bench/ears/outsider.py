# SPDX-License-Identifier: GPL-3.0-or-later
"""An ear that was trained on people alone: pocketsphinx with its US English model."""
import pathlib
import re
import subprocess
import tempfile

import numpy as np
from scipy.io import wavfile

import acoustics

MODEL = pathlib.Path("/usr/share/pocketsphinx/model/en-us")


def words_of(sounds, rules):
    """{name: words heard} of {name: samples}; `rules` are JSGF's, with a public one."""
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        (work / "g.gram").write_text(f"#JSGF V1.0;\ngrammar g;\n{rules}")
        known = set(re.findall(r"[a-z]+", rules))
        (work / "g.dict").write_text("\n".join(
            l for l in (MODEL / "cmudict-en-us.dict").read_text().splitlines()
            if re.sub(r"\(\d+\)$", "", l.split()[0]) in known) + "\n")
        for sound, x in sounds.items():
            wavfile.write(work / f"{sound}.wav", acoustics.RATE, np.int16(np.round(x * 32767)))
        (work / "ctl").write_text("\n".join(sounds) + "\n")
        subprocess.run(["pocketsphinx_batch", "-hmm", MODEL / "en-us", "-dict", work / "g.dict", "-jsgf",
                        work / "g.gram", "-ctl", work / "ctl", "-cepdir", work, "-cepext", ".wav", "-adcin",
                        "yes", "-adchdr", "44", "-hyp", work / "hyp", "-cmn", "batch", "-remove_silence",
                        "no", "-beam", "1e-80", "-wbeam", "1e-60", "-pbeam", "1e-80", "-logfn",
                        "/dev/null"], check=True, stdout=subprocess.DEVNULL)
        heard = dict(re.match(r"(.*)\((\w+) ", l).group(2, 1) for l in (work / "hyp").open())
    return {sound: heard.get(sound, "").split() for sound in sounds}
