# ics.awk: a calendar as RFC 5545 wants it.  Lines end in CRLF and have 75 octets at most, none cuts a
# character; what is opened is closed; properties are those of the place, as often as they may be, and
# written as their kind is.  Prints what it found, or each fault with its line.
function complain(what) { print "line " NR ": " what; bad++ }
function is_utc(v) { return v ~ /^[0-9][0-9][0-9][0-9][01][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9][0-5][0-9]Z$/ }
function is_day(v) { return v ~ /^[0-9][0-9][0-9][0-9][01][0-9][0-3][0-9]$/ }
# Behind a backslash stands one of \ ; , n, and ; and , stand behind one.
function is_text(v) { gsub(/\\[\\;,nN]/, "", v); return v !~ /[\\;,]/ && v !~ /[\001-\010\013-\037\177]/ }
function once(names, least,    n, list, i) {
	n = split(names, list, " ")
	for (i = 1; i <= n; i++)
		if (have[list[i]] > 1 || have[list[i]] < least) complain(where " with " have[list[i]] + 0 " " list[i])
}
function property(line,    name, head, value) {
	if (!match(line, /^[A-Z-]+[:;]/)) { complain("no property: " line); return }
	head = line
	sub(/:.*/, "", head)
	value = substr(line, length(head) + 2)
	name = head
	sub(/;.*/, "", name)
	if (name == "BEGIN") { stack = stack "/" value; where = value; split("", have); return }
	if (name == "END") {
		if (where == "VEVENT") {
			once("UID DTSTAMP DTSTART SUMMARY STATUS SEQUENCE", 1)
			once("DTEND DESCRIPTION LOCATION LAST-MODIFIED TRANSP", 0)
			if (have["DTEND"] && end <= start) complain("it ends before it begins")
			if (have["DTEND"] && length(end) != length(start)) complain("it begins in days and ends in hours")
			events++
		}
		if (value != where) complain("END:" value " in " where)
		sub(/\/[^\/]*$/, "", stack)
		where = stack
		sub(/.*\//, "", where)
		if (stack != "" && where == "VCALENDAR") inside++
		return
	}
	have[name]++
	if (where != "VEVENT") return
	if (name !~ /^(UID|DTSTAMP|DTSTART|DTEND|SUMMARY|STATUS|SEQUENCE|DESCRIPTION|LOCATION|LAST-MODIFIED|TRANSP)$/)
		complain("not in an event: " name)
	if (name == "UID" && seen[value]++) complain("the same UID twice")
	if (name ~ /^(DTSTAMP|LAST-MODIFIED)$/ && !is_utc(value)) complain(name " is no moment")
	if (name == "DTSTART") start = value
	if (name == "DTEND") end = value
	if (name ~ /^DT(START|END)$/ && !(head == name ? is_utc(value) : head == name ";VALUE=DATE" && is_day(value)))
		complain(name " is neither a moment nor a day")
	if (name == "SEQUENCE" && value !~ /^[0-9]+$/) complain("SEQUENCE is no number")
	if (name == "STATUS" && value !~ /^(TENTATIVE|CONFIRMED|CANCELLED)$/) complain("STATUS " value)
	if (name ~ /^(SUMMARY|DESCRIPTION|LOCATION|UID)$/ && !is_text(value)) complain(name " is not escaped")
}
function finish() { if (line != "") property(line); line = "" }
{
	if (!sub(/\r$/, "")) complain("no CRLF")
	if (length($0) > 75) complain("more than 75 octets")
	if ($0 ~ /^ [\200-\277]/) complain("cut within a character")
	if (sub(/^ /, "")) { line = line $0; folded++; next }
	finish()
	line = $0
}
END {
	finish()
	if (stack != "") complain("not closed: " stack)
	if (!inside) complain("nothing in it")
	print events + 0 " events, " (folded ? "folded" : "not folded") (bad ? ", bad" : ", good")
}
