/*
 * list-people.c: a first program on libqser.
 *
 *	cc -o list-people list-people.c $(pkg-config --cflags --libs qser)
 *	./list-people my.db
 *
 * It prints the people of a database, by name, with their languages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <qser.h>

/* Called for each person; the values are those asked for below, NULL where there is none, and live
 * until the function returns.  Non-zero would stop. */
static int print_person(void *ctx, int64_t id, size_t count, const char *const *values)
{
	int *people = ctx;

	(void)count;
	printf("%lld: %s", (long long)id, values[0]);
	if (values[1])
		printf(" (speaks %s)", values[1]);
	printf("\n");
	++*people;
	return 0;
}

static enum qser_status list_people(struct qser *q, int *people)
{
	/* Columns, order and filters are named as in the files that qser-person list writes. */
	const struct qser_query query = {.columns = "name,languages", .sort = "name"};

	return qser_each(q, QSER_PERSON, &query, print_person, people);
}

int main(int argc, char **argv)
{
	/* The library asks nobody: which file, what time it is, who acts, all comes from here. */
	struct qser_options options = {
		.mode = QSER_READ, .now = (int64_t)time(NULL), .program = "list-people"};
	struct qser *q;
	int people = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: list-people DATABASE\n");
		return 64;
	}
	options.path = argv[1];

	/* A handle is there even when opening failed, to tell why; but not without memory. */
	enum qser_status status = qser_open(&q, &options);
	if (status == QSER_OK)
		status = list_people(q, &people);
	if (status == QSER_OK)
		printf("%d in all\n", people);
	else
		fprintf(stderr, "list-people: %s\n", q ? qser_error(q).message : "out of memory");
	qser_close(q);
	return status == QSER_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
