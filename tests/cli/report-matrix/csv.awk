# csv.awk: RFC 4180, strictly; -v sep=, or a TAB.  Prints how many columns and rows, or each fault.
function complain(what) { print FILENAME ", line " NR ": " what; bad++ }
function end_row() {
	if (rows++ && cells != columns) complain(cells " cells, not " columns)
	columns = rows == 1 ? cells : columns
	cells = 0
}
{
	line = $0
	if (!open) cells = 1
	if (line ~ /\r/) complain("a carriage return")
	if (sep == "\t") { cells = split(line, x, sep); end_row(); next }
	while (line != "" || open) {
		if (!open && line ~ /^"/) { open = 1; line = substr(line, 2) }
		else if (open) {
			if (!match(line, /^([^"]|"")*"/)) break
			line = substr(line, RLENGTH + 1)
			open = 0
			if (line != "" && line !~ /^,/) complain("text behind a quote")
			if (sub(/^,/, "", line)) cells++
			else line = ""
		} else {
			match(line, /^[^,]*/)
			if (substr(line, 1, RLENGTH) ~ /"/) complain("a bare quote")
			line = substr(line, RLENGTH + 1)
			if (sub(/^,/, "", line)) cells++
		}
	}
	if (!open) end_row()
}
END { if (open) complain("an open quote"); print columns + 0, rows - 1; exit bad > 0 }
