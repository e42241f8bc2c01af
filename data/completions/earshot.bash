# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for earshot(1)
_earshot() {
  local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]} words
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="$(earshot --help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p')
      --help --json --version"
  else
    case $previous in
      --to | --report | --config)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
      --root)
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        return
        ;;
      --since) words='1h today yesterday 2d 7d' ;;
      --language)
        words=$(basename -a -s .ini \
          "${EARSHOT_PHRASEBOOKS:-/usr/share/earshot/phrases}"/*.ini)
        ;;
      --phrase)
        words=$(sed -n '/^\[phrases\]/,$s/^\([a-z-]*\) = .*/\1/p' \
          "${EARSHOT_PHRASEBOOKS:-/usr/share/earshot/phrases}/en.ini")
        ;;
      --output) words=$(aplay -L 2>/dev/null | grep '^[^ ]') ;;
      *)
        case $command in
          open) words='90s 3min 10min 1h --json --help' ;;
          forget)
            words="--all --yes --json --help
              $(earshot devices 2>/dev/null | cut -f 2)"
            ;;
          block)
            words="--undo --json --help
              $(earshot devices 2>/dev/null | cut -f 2)"
            ;;
          yes) words='--wait --json --help' ;;
          log) words='--since --json --help' ;;
          config)
            words="--changed --config --json --help $(earshot config 2>/dev/null |
              sed 's/^\[\([a-z]*\)\] \([a-z-]*\)\t.*/\1 \2/')"
            ;;
          check) words='--config --help' ;;
          say) words='--phrase --language --rate --output --to --config
            --audition --json --help' ;;
          output) words='--player --config --json --help' ;;
          doctor) words='--listen --report --root --config --json --help' ;;
          hooks) words='--check --config --help' ;;
          *) words='--json --help' ;;
        esac
        ;;
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  # A colon ends a word for readline: what stands before it is there already.
  declare -F __ltrim_colon_completions >/dev/null &&
    __ltrim_colon_completions "$cur"
  return 0
}
complete -F _earshot earshot
