# SPDX-License-Identifier: GPL-3.0-or-later
# Whoever types for an agent that can't speak: sees the code, says it, types yes.
#   types_yes.sh SAY AGENT...    where SAY CODE says it
say=$1
shift
coproc agent { exec "$@"; }
# A prompt has no end of line: "... 470391 (yes/no".
while IFS= read -r -d ')' text <&"${agent[0]}"; do
  case $text in *'(yes/no') ;; *) continue ;; esac
  code=${text% (yes/no}
  $say "${code: -6}"
  echo yes >&"${agent[1]}"
done
