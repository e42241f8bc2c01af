# SPDX-License-Identifier: GPL-3.0-or-later
# Says a code in earshotd's words, as people make a script speak: say.sh CODE
digits=$(printf '%s' "$1" | sed 's/./& /g; s/^\(.....\)/\1,/')
espeak-ng -v en-us --stdout "Your phone must already show: $digits. Again: $digits. From Pixel. \
If it shows the same number, press Pair. Never type it." | aplay -q -D "$PEERS_PCM"
