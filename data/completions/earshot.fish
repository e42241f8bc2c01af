# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for earshot(1)
function __earshot_commands
    earshot --help 2>/dev/null | string replace -rf '^  ([a-z]+) +(.*)' '$1\t$2'
end
function __earshot_languages
    set -q EARSHOT_PHRASEBOOKS; or set -l EARSHOT_PHRASEBOOKS /usr/share/earshot/phrases
    string replace -rf '.*/(.*)\.ini$' '$1' $EARSHOT_PHRASEBOOKS/*.ini
end
function __earshot_phrases
    set -q EARSHOT_PHRASEBOOKS; or set -l EARSHOT_PHRASEBOOKS /usr/share/earshot/phrases
    sed -n '/^\[phrases\]/,$s/^\([a-z-]*\) = .*/\1/p' $EARSHOT_PHRASEBOOKS/en.ini
end

complete -c earshot -f
complete -c earshot -n __fish_use_subcommand -a '(__earshot_commands)'
complete -c earshot -l json -d 'print JSON'
complete -c earshot -l help -d help
set -l in __fish_seen_subcommand_from
complete -c earshot -n "$in open" -a '90s 3min 10min 1h'
complete -c earshot -n "$in forget block" \
    -a '(earshot devices 2>/dev/null | string split -f 2 \t)'
complete -c earshot -n "$in forget" -l all -d 'all phones'
complete -c earshot -n "$in forget" -l yes -d 'do not ask'
complete -c earshot -n "$in block" -l undo -d 'let it ask again'
complete -c earshot -n "$in yes" -l wait -d 'tell what became of it'
complete -c earshot -n "$in log" -l since -x -a '1h today yesterday 2d 7d'
complete -c earshot -n "$in config" \
    -a 'adapter pairing window keys services voice announce sound hooks'
complete -c earshot -n "$in config" -a \
    "(earshot config 2>/dev/null | string replace -rf '^\[\w+\] ([a-z-]+)\t.*' '\$1')"
complete -c earshot -n "$in config" -l changed -d 'only what a file sets'
complete -c earshot -n "$in say" -l phrase -x -a '(__earshot_phrases)'
complete -c earshot -n "$in say" -l language -x -a '(__earshot_languages)'
complete -c earshot -n "$in say" -l rate -x
complete -c earshot -n "$in say" -l output -x -a "(aplay -L 2>/dev/null | string match -r '^\S.*')"
complete -c earshot -n "$in say" -l to -r -F
complete -c earshot -n "$in say" -l audition -d 'each language and pace'
complete -c earshot -n "$in doctor" -l listen -d 'say a code and ask'
complete -c earshot -n "$in doctor" -l report -r -F
complete -c earshot -n "$in doctor" -l root -r -F
complete -c earshot -n "$in output" -l player -d 'the options of bluealsa-aplay'
complete -c earshot -n "$in config check say output doctor hooks" -l config -r -F
complete -c earshot -n "$in hooks" -l check -d 'tell whether there are any'
