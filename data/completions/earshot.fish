# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for earshot(1)
set -l commands status open close yes no devices forget block log watch config \
    check say doctor hooks version help

complete -c earshot -f
set -l first "not __fish_seen_subcommand_from $commands"
complete -c earshot -n $first -a status -d 'show what is going on'
complete -c earshot -n $first -a open -d 'open the pairing window'
complete -c earshot -n $first -a close -d 'shut it'
complete -c earshot -n $first -a yes -d 'let in the phone that is waiting'
complete -c earshot -n $first -a no -d 'refuse it'
complete -c earshot -n $first -a devices -d 'list the paired phones'
complete -c earshot -n $first -a forget -d 'make phones strangers again'
complete -c earshot -n $first -a block -d 'refuse every connection from a device'
complete -c earshot -n $first -a log -d 'list who asked, and what became of it'
complete -c earshot -n $first -a watch -d 'show what happens, as it happens'
complete -c earshot -n $first -a config -d 'show the configuration in effect'
complete -c earshot -n $first -a check -d 'find mistakes in the configuration'
complete -c earshot -n $first -a say -d speak
complete -c earshot -n $first -a doctor -d 'find out what is wrong'
complete -c earshot -n $first -a hooks -d 'run the programs of [hooks]'
complete -c earshot -n $first -a version -d 'show the versions'
complete -c earshot -n $first -a help -d 'show the options of a command'

complete -c earshot -l json -d 'print JSON'
complete -c earshot -l help -d help
set -l in __fish_seen_subcommand_from
complete -c earshot -n "$in open" -a '90s 3min 10min 1h'
complete -c earshot -n "$in forget block" \
    -a '(earshot devices 2>/dev/null | string split -f 2 \t)'
complete -c earshot -n "$in forget" -l all -d 'all phones'
complete -c earshot -n "$in forget" -l yes -d 'do not ask'
complete -c earshot -n "$in block" -l undo -d 'let it ask again'
complete -c earshot -n "$in log" -l since -x -a '1h today yesterday 2d 7d'
complete -c earshot -n "$in config" \
    -a 'adapter pairing window keys services voice announce sound hooks'
complete -c earshot -n "$in config" -l changed -d 'only what a file sets'
complete -c earshot -n "$in say" -l phrase -x -a 'opened closed locked paired \
    let-in forgotten keypad wants-in refused no-bluetooth no-adapter mistake \
    unsafe no-language'
complete -c earshot -n "$in say" -l language -x -a 'de en es fr it ja nl pl pt sv'
complete -c earshot -n "$in say" -l rate -x
complete -c earshot -n "$in say" -l output -x
complete -c earshot -n "$in say" -l to -r -F
complete -c earshot -n "$in say" -l audition -d 'each language and pace'
complete -c earshot -n "$in doctor" -l listen -d 'say a code and ask'
complete -c earshot -n "$in doctor" -l report -r -F
complete -c earshot -n "$in doctor" -l root -r -F
complete -c earshot -n "$in config check say doctor hooks" -l config -r -F
complete -c earshot -n "$in hooks" -l check -d 'tell whether there are any'
