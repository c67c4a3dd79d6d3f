# html.awk: a page as a strict reader wants it.  Tags are nested and closed, attributes quoted and given once, no bare
# & or <, none does anything or loads anything, ids are there once, what refers to one finds it, and all rows of a table
# have as many cells.  Prints each fault; nothing where there is none.
function complain(what) { print FILENAME ": " what; bad++ }
function text(t,    rest) {
	rest = t
	gsub(/&(amp|lt|gt|quot|nbsp|#[0-9]+|#x[0-9a-f]+);/, "", rest)
	if (rest ~ /[&<]/) complain("a bare & or <: " substr(rest, match(rest, /[&<]/), 30))
	if (inside["title"]) title = title t
}
function attributes(s,    name, value) {
	split("", given)
	while (match(s, /^[ \n]+[A-Za-z][A-Za-z0-9:-]*(="[^"]*")?/)) {
		name = substr(s, 1, RLENGTH)
		s = substr(s, RLENGTH + 1)
		gsub(/^[ \n]+/, "", name)
		value = ""
		if (index(name, "=")) {
			value = substr(name, index(name, "=") + 2)
			sub(/"$/, "", value)
			sub(/=.*/, "", name)
		}
		if (name in given) complain(name " twice in " tag)
		given[name] = value
		text(value)
	}
	if (s !~ /^[ \n]*\/?$/) complain("no attributes: " s)
}
function opened() {
	if (tag == "html" && given["lang"] == "") complain("no language")
	if ("id" in given && ids[given["id"]]++) complain("the id " given["id"] " twice")
	if ("aria-labelledby" in given) asked[given["aria-labelledby"]] = 1
	if ("for" in given) asked[given["for"]] = 1
	if (given["href"] ~ /^#/) asked[substr(given["href"], 2)] = 1
	if (tag == "h1") headings++
	if (tag ~ /^(script|iframe|object|embed|link|base|form)$/) complain("an element " tag)
	for (name in given) if (name ~ /^(on.*|action|formaction|srcdoc)$/) complain("an attribute " name)
	if (given["href"] != "" && given["href"] !~ /^(#|https?:|mailto:)/) complain("an address " given["href"])
	if ("src" in given && given["src"] !~ /^data:image\/(png|jpeg|webp);base64,/) complain("it loads " given["src"])
	if (tag == "table") columns = 0
	if (tag == "tr") cells = 0
	if (tag == "td" || tag == "th") cells += "colspan" in given ? given["colspan"] : 1
}
function closed() {
	if (tag != "tr") return
	if (columns && cells != columns) complain(cells " cells in a table of " columns " columns")
	columns = cells
}
function element(t,    end) {
	end = t ~ /^<\//
	tag = t
	gsub(/^<\/?|[ \n\/>].*$/, "", tag)
	if (end) {
		if (t != "</" tag ">") complain("no end of a tag: " t)
		if (stack[depth] != tag) complain("</" tag "> in " stack[depth])
		else closed()
		inside[stack[depth--]]--
		return
	}
	attributes(substr(t, length(tag) + 2, length(t) - length(tag) - 2))
	opened()
	if (tag ~ /^(meta|link|br|hr|img|col|input|wbr)$/ || t ~ /\/>$/) return
	stack[++depth] = tag
	inside[tag]++
}
{ page = page $0 "\n" }
END {
	if (page !~ /^<!DOCTYPE html>\n<html/) complain("begins otherwise")
	sub(/^<!DOCTYPE html>\n/, "", page)
	while (match(page, /<\/?[A-Za-z][^<>]*>/)) {
		text(substr(page, 1, RSTART - 1))
		tagged = substr(page, RSTART, RLENGTH)
		page = substr(page, RSTART + RLENGTH)
		element(tagged)
		if (tag == "style" && tagged !~ /^<\//) page = substr(page, index(page, "</style>"))
	}
	text(page)
	if (depth) complain("not closed: " stack[depth])
	if (headings != 1) complain(headings + 0 " headings of the page")
	if (title == "") complain("no title")
	for (id in asked) if (!(id in ids)) complain("nothing has the id " id)
	exit bad > 0
}
