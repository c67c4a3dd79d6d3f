# c.awk: C sources without their comments, "FILE:LINE:TEXT" for each line that is not blank.
#
#	-v keep=code		strings are left empty: ""
#	-v keep=strings		nothing but the strings, in their quotes
#	-v keep=all		both

FNR == 1 {
	comment = 0
}

function add(text, kind) {
	if (keep == "all" || keep == kind)
		out = out text
}

# The rest of a literal behind its opening quote; its text into the global literal.
function literal_end(rest, pattern) {
	if (!match(rest, pattern)) {
		literal = rest
		return ""
	}
	literal = substr(rest, 1, RLENGTH - 1)
	return substr(rest, RLENGTH + 1)
}

{
	rest = $0
	out = ""
	while (rest != "") {
		if (comment) {
			end = index(rest, "*/")
			comment = !end
			rest = end ? substr(rest, end + 2) : ""
		} else if (!match(rest, /["']|\/[*\/]/)) {
			add(rest, "code")
			rest = ""
		} else {
			add(substr(rest, 1, RSTART - 1), "code")
			token = substr(rest, RSTART, RLENGTH)
			rest = substr(rest, RSTART + RLENGTH)
			if (token == "/*") {
				comment = 1
				add(" ", "code")
			} else if (token == "//") {
				rest = ""
			} else if (token == "'") {
				rest = literal_end(rest, "^([^'\\\\]|\\\\.)*'")
				add("' '", "code")
			} else {
				rest = literal_end(rest, "^([^\"\\\\]|\\\\.)*\"")
				out = out "\"" (keep == "code" ? "" : literal) "\""
			}
		}
	}
	if (out ~ /[^ \t]/)
		print FILENAME ":" FNR ":" out
}
