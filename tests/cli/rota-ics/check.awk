# A calendar as RFC 5545 wants it: lines end in CRLF and have 75 octets at most, none cuts a
# character; each event has what it needs, once.
function complain(what) { print NR ": " what; bad = 1 }
function finish() {
	if (line == "") return
	if (line == "BEGIN:VEVENT") { split("", have); inside = 1; events++ }
	else if (line == "END:VEVENT") {
		n = split("UID DTSTAMP DTSTART DTEND SEQUENCE STATUS SUMMARY", needs, " ")
		for (i = 1; i <= n; i++)
			if (have[needs[i]] != 1) complain("an event has " have[needs[i]] + 0 " " needs[i])
		inside = 0
	} else if (inside) {
		name = line
		sub(/[:;].*/, "", name)
		have[name]++
		if (name == "UID" && seen[line]++) complain("the same UID twice")
	}
	line = ""
}
{
	if (!sub(/\r$/, "")) complain("no CRLF")
	if (length($0) > 75) complain("more than 75 octets")
	if ($0 ~ /^ [\200-\277]/) complain("cut within a character")
	if (sub(/^ /, "")) { line = line $0; folded++; next }
	finish()
	line = $0
}
END { finish(); print events + 0 " events, " (folded ? "folded" : "not folded") (bad ? ", bad" : ", good") }
