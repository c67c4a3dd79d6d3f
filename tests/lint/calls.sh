#!/bin/sh
# calls.sh: functions this house does not call; and the library prints nothing, ends nothing, and reads
# neither clock nor environment.  What the commands read of that stands in qser(7).
set -eu

failed=0
find lib bin -name '*.[ch]' -exec awk -f tests/lint/c.awk -v keep=code {} + | awk '
	function refuse(names, what) {
		if (what != "" && match(text, "[^a-zA-Z0-9_](" names ")[ \t]*\\(")) {
			print place ": " what ": " substr(text, RSTART + 1, RLENGTH - 2)
			failed = 1
		}
	}
	{
		split($0, part, ":")
		place = part[1] ":" part[2]
		text = " " substr($0, length(place) + 2)
		refuse("system|popen|wordexp|glob|execl[pe]|posix_spawnp*|dlopen|gets|v*f*scanf|sprintf|vsprintf|strcpy|strcat|strncat|strncpy|atoi|atol|atoll|atof|strtok|tmpnam|tempnam|mktemp|rand|srand|random|alloca|setjmp|longjmp",
			"never called here")
		refuse("getenv|putenv|clearenv", "the environment of a set-user-id program is not trusted: secure_getenv")
		refuse("strn*dup|v*asprintf", place ~ /^(lib\/base\/memory|bin\/cli_memory)\.c:/ ? "" : "what cannot be had is remembered: memory_dup, cli_dup, cli_format")
		refuse("execvp|execlp|execvpe|posix_spawnp", place ~ /^bin\/cli_output\.c/ ? "" : "nothing is looked up in PATH")
		if (place !~ /^lib\//) next
		refuse("printf|vprintf|puts|putchar|perror|psignal", "the library does not print")
		if (text ~ /[^a-zA-Z0-9_](stdout|stderr|stdin)[^a-zA-Z0-9_]/) {
			print place ": the library does not know the standard streams"
			failed = 1
		}
		refuse("getenv|secure_getenv|setenv|putenv|setlocale|getopt|getopt_long", "the library does not read its surroundings")
		refuse("exit|_exit|abort|quick_exit|assert|err|errx|warn|warnx|signal|sigaction|fork|execv[pe]*|execl[pe]*", "the library does not end or start things")
		refuse("time|gettimeofday|clock_gettime|clock", "the library is told the time")
	}
	END { exit failed }' || failed=1

# TZ is read by the C library; TMPDIR, IFS and their like by nobody.
grep -no '\(secure_getenv\|from_environment\)("[A-Z_]*")' bin/*.c >/dev/null || {
	echo 'bin/cli_settings.c:1: reads nothing of the environment: this check is blind'
	failed=1
}
grep -no '\(secure_getenv\|from_environment\)("[A-Z_]*")' bin/*.c | {
	unsaid=0
	while read -r place; do
		name=${place#*\"}
		name=${name%\"*}
		sed -n '/^\.Sh ENVIRONMENT/,/^\.Sh FILES/p' man/qser.7 | grep -Eq "^\.It Ev (.* )?$name( |\$)" || {
			echo "${place%:*}: reads $name, of which ENVIRONMENT of man/qser.7 says nothing"
			unsaid=1
		}
	done
	exit $unsaid
} || failed=1
exit $failed
