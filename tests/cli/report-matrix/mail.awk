# mail.awk: a message of two parts (RFC 5322, RFC 2046, RFC 2045 6.7) is taken apart into -v text= and -v html=.
# Prints each fault; nothing where there is none.
function complain(what) { print FILENAME ", line " NR ": " what; bad++ }
function hex(c) { return index("0123456789ABCDEF", c) - 1 }
function decoded(s,    out) {
	while (match(s, /=/)) {
		if (s !~ /=[0-9A-F][0-9A-F]/ || substr(s, RSTART) !~ /^=[0-9A-F][0-9A-F]/) { complain("no quoted-printable: " s); return out s }
		out = out substr(s, 1, RSTART - 1) sprintf("%c", 16 * hex(substr(s, RSTART + 1, 1)) + hex(substr(s, RSTART + 2, 1)))
		s = substr(s, RSTART + 3)
	}
	return out s
}
# The line break before a boundary belongs to the boundary.
function body(s) {
	if (s ~ /[ \t]$/) complain("a blank at the end of a line")
	if (sub(/=$/, "", s)) { soft = decoded(s) ; held = held soft; return }
	held = held decoded(s) "\n"
}
function finish() {
	if (part == 1) { sub(/\n$/, "", held); printf "%s", held > text }
	if (part == 2) { sub(/\n$/, "", held); printf "%s", held > html }
	held = ""
}
{
	if (/\r/) complain("a carriage return: sendmail adds them")
	if ($0 ~ /[\200-\377]/) complain("not ASCII")
	if (length($0) > (part && !head ? 76 : 78)) complain(length($0) " octets")
}
!part && !boundary && match($0, /boundary="[^"]*"/) { boundary = substr($0, RSTART + 10, RLENGTH - 11) }
boundary && $0 == "--" boundary { finish(); part++; head = 1; next }
boundary && $0 == "--" boundary "--" { finish(); part = 9; next }
!part && /^(To|From|Subject|Date|MIME-Version|Content-Type):/ { name = $0; sub(/:.*/, "", name); if (seen[name]++) complain(name " twice") }
head { if ($0 == "") head = 0; if (/^Content-Type:/) kind[part] = $2; next }
part == 1 || part == 2 { body($0) }
END {
	if (part != 9) complain("not closed")
	if (kind[1] != "text/plain;" || kind[2] != "text/html;") complain("parts: " kind[1] " " kind[2])
	if (!(seen["To"] && seen["Subject"] && seen["Date"] && seen["MIME-Version"])) complain("a header is missing")
	exit bad > 0
}
