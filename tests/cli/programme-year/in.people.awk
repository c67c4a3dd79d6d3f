# who: applicants (47), mentors (their profiles) or mentees (60, or from..to), made of the names of seven languages
BEGIN {
	FS = "|"
	split("lamia praha3 essen huesca gent", towns, " ")
	split("el cs de es fr;nl", spoken, " ")
	split("skills cv letter networking vacancies interview", domains, " ")
	split("mon-evening tue-evening wed-morning thu-evening sat-morning", times, " ")
	split("a job in an office;a bakery of one's own;to be a nurse again;work near home;the driving licence", goals, ";")
	split("care,health;office,public;trade,transport;kitchen,tourism", areas, ";")
}
{
	first[NR] = $3; last[NR] = $4; native[NR] = $2
}
function name(n, shift,   f, l, c, j) {
	c = n % 7 + 1; j = int(n / 7)
	split(first[c], f, " "); split(last[c], l, " ")
	l[0] = l[(j + shift + int(j / 8)) % 8 + 1]
	gsub(/\./, " ", l[0])
	return f[j % 8 + 1] " " l[0]
}
# one's own, and most have learned that of the town
function languages(n, alone,   own, town) {
	own = native[n % 7 + 1]; town = spoken[n % 5 + 1]
	return alone || own == town ? own : own ";" town
}
function areas_of(n,   a) { split(areas[n % 4 + 1], a, ","); return a[1] ";" a[2] }
function two(list, n, size) { return list[n % size + 1] ";" list[(n + 1) % size + 1] }
function applicant(k) {
	printf "%s;%s;\"%s\";%s;\"%s\";%s;%s;%s\n", name(k, 0), k == 5 ? "m05example.org" : address("m", k),
		languages(k), k % 3 ? "external" : "in-house", areas_of(k), k % 20 + 1, k % 2 ? "1,5" : "2,5",
		"12.01.2026"
}
function address(letter, n) { return sprintf("%s%02d@example.org", letter, n) }
function mentor(k) {
	printf "%s,%d,%s,%s\n", address("m", k), k % 20 == 0 ? 3 : k % 4 == 0 ? 2 : 1,
		two(domains, k, 6), two(times, k, 5)
}
function mentee(n) {
	printf "\"%s\",%s,\"%s\",%s,%s,\"%s\",%s,%s\n", name(n, 3), address("e", n),
		n == 7 || n == 31 ? "ps" : languages(n, n % 3 == 0), towns[n % 5 + 1], two(domains, n * 5, 6),
		goals[n % 5 + 1], two(times, n * 3, 5), sprintf("2026-%02d-%02d", n <= 40 ? 1 : 3, n % 28 + 1)
}
END {
	if (who == "applicants") {
		print "Name;E-Mail;Sprachen;Art;Fachgebiete;Berufserfahrung;Hours a week;Submitted"
		for (k = 1; k <= 46; k++)
			applicant(k)
	} else if (who == "mentors") {
		print "email,capacity,domains,available"
		for (k = 1; k <= 45; k++)
			if (k % 8 != 3 || k == 43)
				mentor(k)
	} else {
		print "name,email,languages,organisation,domains,goal,available,since"
		for (n = from; n <= to; n++)
			mentee(n)
	}
}
