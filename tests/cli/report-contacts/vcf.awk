# vcf.awk: cards as RFC 2426 and RFC 6350 both want them.
function complain(what) { print "line " NR ": " what; bad++ }
function is_text(v) { gsub(/\\[\\;,nN]/, "", v); return v !~ /[\\;,]/ }
# How many parts a value put together by semicolons has.
function parts(v) { gsub(/\\./, "", v); return gsub(/;/, "", v) + 1 }
function property(line,    name, head, value, needs, n, i) {
	if (!match(line, /^[A-Z]+[:;]/)) { complain("no property: " line); return }
	head = line
	sub(/:.*/, "", head)
	value = substr(line, length(head) + 2)
	name = head
	sub(/;.*/, "", name)
	if (name == "BEGIN") { if (inside++) complain("within another"); split("", have); first = 1; return }
	if (!inside) complain("in no card: " line)
	if (first && name != "VERSION") complain("VERSION is not first")
	first = 0
	if (name == "END") {
		n = split("VERSION UID FN N REV", needs, " ")
		for (i = 1; i <= n; i++)
			if (have[needs[i]] != 1) complain("a card with " have[needs[i]] + 0 " " needs[i])
		inside = 0
		cards++
		return
	}
	have[name]++
	if (name !~ /^(VERSION|PRODID|UID|FN|N|EMAIL|TEL|ORG|TITLE|CATEGORIES|REV)$/) complain("not asked for: " name)
	if (name == "UID" && (seen[value]++ || value !~ /^urn:uuid:[0-9a-f]+-[0-9a-f]+-8[0-9a-f]+-a[0-9a-f]+-[0-9a-f]+$/ || length(value) != 45)) complain("UID " value)
	if (name == "N" && parts(value) != 5) complain("N has " parts(value) " parts")
	if (name == "ORG" && parts(value) > 2) complain("ORG has " parts(value) " parts")
	if (name == "REV" && value !~ /^[0-9]+T[0-9]+Z$/) complain("REV " value)
	if (name ~ /^(FN|EMAIL|TEL|TITLE)$/ && !is_text(value)) complain(name " is not escaped")
}
function finish() { if (line != "") property(line); line = "" }
{
	if (!sub(/\r$/, "")) complain("no CRLF")
	if (length($0) > 75) complain("more than 75 octets")
	if ($0 ~ /^ [\200-\277]/) complain("cut within a character")
	if (sub(/^ /, "")) { line = line $0; next }
	finish()
	line = $0
}
END { finish(); if (inside) complain("not closed"); print cards + 0 " cards" (bad ? ", bad" : ", good") }
