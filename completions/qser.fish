# fish completion for qser and its commands: verbs, options, ids and codes.
#
# The command itself knows what may stand where: qser-X --complete WORD… prints a line a candidate,
# "word TAB description"; an empty word with the description "file" asks for file names.  Ids and codes
# come from the database that the line names with --db, else from the usual one.

function __qser_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    command -q $words[1]; or return
    # Quotes are taken off, ~ stands for the home folder.
    set -l plain
    for word in $words[2..-1] $typed
        set -l quote (string sub -l 1 -- $word)
        if test "$quote" = '"' -o "$quote" = "'"
            set -a plain (string trim -c $quote -- $word)
        else
            set -a plain (string replace -r '^~/' "$HOME/" -- $word | string unescape)
        end
    end
    for line in (command $words[1] --complete $plain 2>/dev/null)
        if test "$line" = \tfile
            set -l name (string match -r '^--[a-z-]+=' -- $typed)
            set -l path (string replace -- "$name" '' $typed | string replace -r '^~/' "$HOME/")
            set -l paths (__fish_complete_path $path)
            string match -q -- "$name~/*" $typed
            and set paths (string replace -- "$HOME/" '~/' $paths)
            string replace -r '^' -- "$name" $paths
        else
            echo -- $line
        end
    end
end

for command in qser qser-admin qser-org qser-person qser-mentor qser-pair qser-path qser-diary \
        qser-checklist qser-report
    complete -c $command -f -a '(__qser_complete)'
end
