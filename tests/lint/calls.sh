#!/bin/sh
# calls.sh: functions this house does not call; and the library prints nothing, ends nothing, and reads
# neither clock nor environment.
set -eu

find lib bin -name '*.[ch]' -exec awk -f tests/lint/c.awk -v keep=code {} + | awk '
	function refuse(names, what) {
		if (match(text, "[^a-zA-Z0-9_](" names ")[ \t]*\\(")) {
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
	END { exit failed }'
