#!/bin/sh
# html.sh STYLE PAGE: a manual page as one file of HTML, with its style inside.
#
# It asks for nothing from elsewhere: no scripts, no fonts, no pictures; links lead to pages of ours
# beside it, and what is not ours is no link.
set -eu

name=$(basename "$2")
title=$(sed -n 's/^\.Nd //p' "$2")
body=$(mandoc -I os=qser -T html -O fragment,man=%N.%S.html "$2")
cat <<END
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1.0"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${name%.*}: $(printf '%s' "$title" | sed 's/&/\&amp;/g; s/</\&lt;/g')</title>
<style>
$(cat "$1")
</style>
</head>
<body>
END
printf '%s\n' "$body" |
	sed 's|<a class="Xr" href="[^q"][^"]*">\([^<]*\)</a>|<span class="Xr">\1</span>|g
		/id="NAME"/,/class="Nd"/s| &#x2014;$||'
printf '</body>\n</html>\n'
