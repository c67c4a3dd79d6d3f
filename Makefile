# qser: GNU make.  No configure step: `make demo` and `make check` fetch what they need themselves.
#
#	make		build everything into build/
#	make demo	run the whole job on the example data
#	make check	all tests, with address and undefined-behaviour sanitizers; a part of them:
#			make check-unit TESTS='test_day test_text'
#			make check-cli CASES='person-*'     (UPDATE=1 writes the expectations anew;
#							     LEAKS=all looks for leaks, too)
#			make check-fuzz
#			make check-import IMPORTS='agree'   (LONG=1: with many more rows, files and kills)
#			make check-torture TORTURE='t03-many'
#	make torture	the long form of these: kills, power cuts, failing calls, hostile files; a table
#			of what was found, TORTURE='t03-many' for some of them
#	make lint	floors, SQL, docs against options, exported symbols, formatting, static analysis;
#			make lint LINTS='format floors' for some of them
#	make distcheck	the tarball: builds, passes its tests, installs and uninstalls cleanly
#	make html	the manual pages as HTML, to read and to print: build/html
#	make install	DESTDIR, PREFIX and LIBDIR are honoured; make uninstall
#	make fuzz	libFuzzer, MIN=10 minutes in all, shared by the targets; ENGINE=afl with AFL++;
#			make fuzz FUZZ='fuzz_intake' for some of them
#	make cover	what the tests reach
#	make mutants	break lib/ in MUTANTS places (30, chosen by SEED) and see whether the tests notice
#	make bench	how fast it is; make bench-startup: what a command costs before it begins
#	make deps	install what is missing (DEPS=no: only say so; DEPS_FOR=all: for every target)
#	make format	clang-format over all sources
#
# Variables: BUILD (another output folder), CC, CFLAGS, LDFLAGS, SANITIZE=address,undefined,
# WERROR=-Werror, V=1 (show the commands).

VERSION  := 0.1.0
PREFIX   ?= /usr/local
LIBDIR   ?= $(PREFIX)/lib
BUILD    ?= build
DEPS     ?= yes
SANITIZE ?=
WERROR   ?=
MIN      ?= 10
ENGINE   ?= libfuzzer
Q        := $(if $(V),,@)
say       = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

CC       ?= cc
OBJCOPY  ?= objcopy
PKG      ?= pkg-config
CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wconversion -Wformat=2 -Werror=format-security
# "takes FLAG": the flag, if the compiler knows it (clang has some of gcc's only since 16).
takes     = $(shell $(CC) -Werror $(1) -x c -c -o /dev/null /dev/null 2>/dev/null && echo '$(1)')
ifneq ($(SANITIZE),)
HARDEN   := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
# The sanitizers come with the program, so a shared library of theirs has undefined names.
LDEFS    :=
HARDLINK :=
else
# What a slip may not become: a check of an overflow or of NULL that the compiler takes for needless,
# an old secret or somebody's choice in a variable that was forgotten.
HARDEN   := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
            -fstack-clash-protection -fno-strict-overflow -fno-delete-null-pointer-checks \
            $(call takes,-ftrivial-auto-var-init=zero) \
            $(if $(filter x86_64,$(shell uname -m)),-fcf-protection) \
            $(if $(filter aarch64,$(shell uname -m)),-mbranch-protection=standard)
# The start code of a C library without shadow stacks would take that mark from all of us; it does
# nothing but call and return.
HARDLINK := -Wl,-z,noexecstack -Wl,-z,separate-code $(if $(filter x86_64,$(shell uname -m)),-z shstk)
LDEFS    := -Wl,-z,defs
endif
ALL_CFLAGS  = -std=c17 -D_GNU_SOURCE -DQSER_VERSION='"$(VERSION)"' $(WARN) $(WERROR) $(HARDEN) \
              -fvisibility=hidden -MMD -MP $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(filter -fsanitize% -fno-sanitize%,$(HARDEN)) -Wl,-z,relro -Wl,-z,now $(HARDLINK) \
              -Wl,--as-needed $(LDFLAGS)
LIBS     := -lsqlite3 -lutf8proc
# $ORIGIN: the commands run in place, and after install from any prefix.
RPATH     = -Wl,-rpath,'$$ORIGIN/../lib' \
            $(if $(filter-out $(PREFIX)/lib,$(LIBDIR)),-Xlinker -rpath -Xlinker $(LIBDIR))

COMMANDS := $(patsubst bin/%.c,%,$(wildcard bin/qser*.c))
LIB_SRC  := $(sort $(wildcard lib/*/*.c))
CLI_SRC  := $(sort $(wildcard bin/cli*.c))
SCHEMA   := $(sort $(wildcard lib/store/schema/*.sql))
BUILTIN  := $(sort $(wildcard lib/form/builtin/*.csv))
LANGS    := $(sort $(wildcard lib/lang/*.po))
DEMO     := $(sort $(wildcard examples/demo/data/*.csv))
OBJ      := $(BUILD)/obj
GEN_OBJ  := $(patsubst %,$(OBJ)/gen/%.o,schema_steps form_builtin demo_files catalogue_texts)
LIB_OBJ  := $(LIB_SRC:%.c=$(OBJ)/%.o) $(GEN_OBJ)
CLI_OBJ  := $(CLI_SRC:%.c=$(OBJ)/%.o)
# The long ones first, so that no processor waits for them at the end.
SLOW     := test_memory test_roundtrip test_intake test_duplicate test_undo
TESTS    ?= $(SLOW) $(filter-out $(SLOW),$(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c)))
UNIT     := $(TESTS:%=$(BUILD)/tests/%)
FUZZ     ?= $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
CASES    ?=
IMPORTS  ?=
TORTURE  ?=
LONG     ?=
LINTS    ?=

.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all commands tests deps demo check check-unit check-cli check-fuzz check-import check-torture \
        run-check run-check-unit run-check-cli run-check-fuzz run-check-import run-check-torture \
        torture run-torture lint bench bench-startup \
        html run-html install uninstall dist distcheck clean format fuzz run-fuzz cover mutants FORCE

all: commands $(BUILD)/lib/libqser.a $(BUILD)/qser.pc
commands: $(COMMANDS:%=$(BUILD)/bin/%)

# ---- What must be on the machine ---------------------------------------------------------------
# The first goal typed may be demo or check on a bare system, so those recurse after deps.

AGAIN = $(MAKE) --no-print-directory

deps:
	@CC='$(CC)' PKG='$(PKG)' DEPS='$(DEPS)' ENGINE='$(ENGINE)' sh tests/deps.sh $(DEPS_FOR)

demo:
	+@$(AGAIN) deps
	+@$(AGAIN) commands
	@sh examples/demo/run.sh $(BUILD)/bin $(BUILD)/demo

# ---- Library and commands ----------------------------------------------------------------------

# How, and from what, things are made.  These files are written only when that changes: after other
# flags, another compiler, a source taken away, just what depends on it is made again.
$(OBJ)/compile.now: export NOW = $(CC) $(ALL_CFLAGS)
$(OBJ)/sources.now: export NOW = $(LIB_SRC) $(CLI_SRC) $(SCHEMA) $(BUILTIN) $(DEMO) $(LANGS)
$(OBJ)/link.now: export NOW = $(CC) $(ALL_LDFLAGS) $(LDEFS) $(LIBS) $(RPATH)
$(OBJ)/prefix.now: export NOW = $(PREFIX) $(LIBDIR) $(VERSION) $(LIBS)

$(OBJ)/%.now: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$NOW" | cmp -s - $@ || printf '%s\n' "$$NOW" > $@

$(OBJ)/%.o: %.c $(OBJ)/compile.now
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(if $(filter lib/%,$<),-fPIC,-fPIE -Ilib) -c -o $@ $<

$(OBJ)/gen/%.o: $(OBJ)/gen/%.c $(OBJ)/compile.now
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -Ilib/base -Ilib/store -Ilib/form -Ilib/domain -Wno-overlength-strings -c -o $@ $<

# Text files inside the program: an array of {name, text}, a line of text a literal.
# "embed HEADER,BEGIN,NAME SUFFIX LEFT OUT,FILES,END"
QUOTE = sed -e 's/[\\"]/\\&/g; s/^/"/; s/$$/\\n"/'
embed = { echo '\#include "$(1)"'; echo 'const $(2)[] = {'; \
	  for f in $(4); do echo "{\"$$(basename $$f $(3))\","; $(QUOTE) $$f; echo '},'; done; \
	  echo '$(5)'; } > $@

$(OBJ)/gen/schema_steps.c: $(SCHEMA)
$(OBJ)/gen/schema_steps.c: EMBED = $(call embed,sqlite.h,struct schema_step schema_steps,.sql,$(SCHEMA),}; \
	const int schema_step_count = $(words $(SCHEMA));)
$(OBJ)/gen/form_builtin.c: $(BUILTIN)
$(OBJ)/gen/form_builtin.c: EMBED = $(call embed,builtin.h,struct form_builtin form_builtins,,$(BUILTIN),{0}};)
$(OBJ)/gen/demo_files.c: $(DEMO)
$(OBJ)/gen/demo_files.c: EMBED = $(call embed,demo.h,struct demo_file demo_files,,$(DEMO),{0}};)
$(OBJ)/gen/catalogue_texts.c: $(LANGS) lib/lang/po.awk
$(OBJ)/gen/catalogue_texts.c: EMBED = LC_ALL=C awk -f lib/lang/po.awk $(LANGS) > $@

$(GEN_OBJ:.o=.c): $(OBJ)/sources.now Makefile
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)$(EMBED)

$(BUILD)/lib/libqser.so.$(VERSION): $(LIB_OBJ) lib/qser.map $(OBJ)/sources.now $(OBJ)/link.now
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -shared $(ALL_LDFLAGS) $(LDEFS) -Wl,-soname,libqser.so.0 -Wl,--version-script=lib/qser.map \
		-o $@ $(LIB_OBJ) $(LIBS)

$(BUILD)/lib/libqser.so.0 $(BUILD)/lib/libqser.so: $(BUILD)/lib/libqser.so.$(VERSION)
	$(Q)ln -sf libqser.so.$(VERSION) $@

# One object whose internal names are local, so that the archive exports what the shared library does.
$(BUILD)/lib/libqser.a: $(LIB_OBJ) $(OBJ)/sources.now
	@mkdir -p $(@D)
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(LD) -r -o $(OBJ)/libqser.o $(LIB_OBJ)
	$(Q)$(OBJCOPY) --localize-hidden $(OBJ)/libqser.o
	$(Q)$(AR) rcs $@ $(OBJ)/libqser.o

$(BUILD)/qser.pc: lib/qser.pc.in $(OBJ)/prefix.now
	@mkdir -p $(@D)
	$(Q)sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' $< > $@

# What commands share, as an archive: each takes what it needs.
$(OBJ)/libcli.a: $(CLI_OBJ) $(OBJ)/sources.now
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(CLI_OBJ)

$(BUILD)/bin/%: $(OBJ)/bin/%.o $(OBJ)/libcli.a $(BUILD)/lib/libqser.so $(BUILD)/lib/libqser.so.0 \
		$(OBJ)/sources.now $(OBJ)/link.now
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(OBJ)/libcli.a -L$(BUILD)/lib -lqser $(RPATH)

# ---- Pages to print ----------------------------------------------------------------------------

PAGES = $(wildcard man/*.[157])

html:
	+@$(AGAIN) deps DEPS_FOR=html
	+@$(AGAIN) run-html
	@echo '$(BUILD)/html'

run-html: $(PAGES:man/%=$(BUILD)/html/%.html)

$(BUILD)/html/%.html: man/% man/html.sh man/page.css
	@mkdir -p $(@D)
	$(call say,HTML,$@)
	$(Q)sh man/html.sh man/page.css $< > $@

# ---- Tests -------------------------------------------------------------------------------------
# They run in a build of their own, with the sanitizers and without tolerance for a warning.
# But for the long form of check-import: it measures.
CHECKED = BUILD=$(BUILD)/check SANITIZE=address,undefined WERROR=-Werror CFLAGS='-O1 -g1'

check check-unit check-cli check-fuzz check-import check-torture:
	+@$(AGAIN) deps DEPS_FOR=check
	+@$(AGAIN) run-$@ $(if $(and $(LONG),$(filter check-import,$@)),,$(CHECKED))

# Tests see the insides, so they link all objects, as an archive: each takes what it needs.
$(OBJ)/libtest.a: $(LIB_OBJ) $(OBJ)/sources.now
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(LIB_OBJ)

$(BUILD)/tests/%: $(OBJ)/tests/unit/%.o $(OBJ)/libtest.a $(CLI_OBJ) $(OBJ)/link.now
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(if $(findstring test_cli,$@),$(CLI_OBJ)) $(OBJ)/libtest.a \
		$(LIBS) -lcmocka

# Its allocations fail one by one.
$(BUILD)/tests/test_memory: ALL_LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup

# A fuzz target without a fuzzer: runs the files it is given, once.
$(BUILD)/replay/%: $(OBJ)/tests/fuzz/%.o $(OBJ)/tests/fuzz/replay.o $(OBJ)/libcli.a $(OBJ)/libtest.a \
		$(OBJ)/link.now
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(OBJ)/tests/fuzz/replay.o $(OBJ)/libcli.a $(OBJ)/libtest.a \
		$(LIBS)

# Everything is built first, then each part runs with all processors, one after the other.
COUNTS = $(BUILD)/counts
run-check: $(UNIT) $(FUZZ:%=$(BUILD)/replay/%) commands
	@rm -rf $(COUNTS) && mkdir -p $(COUNTS)
	@failed=0; \
	COUNTS=$(COUNTS)/unit sh tests/run-unit.sh $(UNIT) || failed=1; \
	COUNTS=$(COUNTS)/fuzz sh tests/run-seeds.sh $(FUZZ:%=$(BUILD)/replay/%) || failed=1; \
	COUNTS=$(COUNTS)/cli sh tests/run-cli.sh $(BUILD)/bin $(CASES) || failed=1; \
	COUNTS=$(COUNTS)/import CC='$(CC)' sh tests/run-scripts.sh tests/import $(BUILD) || failed=1; \
	COUNTS=$(COUNTS)/torture CC='$(CC)' sh tests/run-scripts.sh tests/torture $(BUILD) || failed=1; \
	awk '{ p += $$1; f += $$3 } END { print p + 0 " passed, " f + 0 " failed" }' $(COUNTS)/*; \
	exit $$failed

# All test programs, built and not run: for another compiler.
tests: $(UNIT) $(FUZZ:%=$(BUILD)/replay/%)

run-check-unit: $(UNIT)
	@sh tests/run-unit.sh $(UNIT)

run-check-fuzz: $(FUZZ:%=$(BUILD)/replay/%)
	@sh tests/run-seeds.sh $^

run-check-cli: commands
	@sh tests/run-cli.sh $(BUILD)/bin $(CASES)

run-check-import: commands $(if $(LONG),$(BUILD)/tests/test_roundtrip)
	@CC='$(CC)' sh tests/run-scripts.sh tests/import $(BUILD) $(if $(LONG),long) $(IMPORTS)

run-check-torture: commands
	@CC='$(CC)' sh tests/run-scripts.sh tests/torture $(BUILD) $(TORTURE)

# As they are installed, without sanitizers.
torture:
	+@$(AGAIN) deps DEPS_FOR=check
	+@$(AGAIN) run-torture

run-torture: all tests
	@CC='$(CC)' sh tests/run-scripts.sh tests/torture $(BUILD) long $(TORTURE)

lint:
	+@$(AGAIN) deps DEPS_FOR=lint
	+@$(AGAIN) all
	@sh tests/run-lint.sh $(BUILD) $(LINTS)

# Counters slow the code down and must see every line: no optimisation, no hardening.
cover:
	+@$(AGAIN) deps DEPS_FOR=check
	@find $(BUILD)/cover -name '*.gcda' -delete 2>/dev/null || :
	+@$(AGAIN) run-check BUILD=$(BUILD)/cover HARDEN= CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage || \
	  echo 'note: counters are files: where a test allows none, or small ones, it fails here and not in make check'
	@sh tests/cover.sh $(BUILD)/cover/obj

mutants:
	+@$(AGAIN) deps DEPS_FOR=check
	@python3 tests/mutants.py . $(BUILD)/mutants $(or $(MUTANTS),30) $(or $(SEED),1)

# The same targets for both.  The fuzzer comes at the link; its counters, and the sanitizers, with
# each object.
FUZZED_libfuzzer = BUILD=$(BUILD)/fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined
FUZZED_afl       = BUILD=$(BUILD)/afl CC=afl-clang-fast SANITIZE=address,undefined

fuzz:
	+@$(AGAIN) deps DEPS_FOR=fuzz
	+@$(AGAIN) run-fuzz $(or $(FUZZED_$(ENGINE)),$(error ENGINE is libfuzzer or afl)) CFLAGS='-O1 -g'

$(BUILD)/fuzzer/%: $(OBJ)/tests/fuzz/%.o $(OBJ)/libcli.a $(OBJ)/libtest.a $(OBJ)/link.now
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $< $(OBJ)/libcli.a $(OBJ)/libtest.a $(LIBS)

run-fuzz: $(FUZZ:%=$(BUILD)/fuzzer/%)
	@ENGINE=$(ENGINE) sh tests/run-fuzz.sh $(MIN) $(BUILD) $^

bench:
	+@$(AGAIN) deps DEPS_FOR=bench
	+@$(AGAIN) all
	@for run in tests/bench/*/run.sh; do echo "== $$run"; CC='$(CC)' sh $$run $(BUILD) || exit 1; done

bench-startup:
	+@$(AGAIN) deps DEPS_FOR=bench
	+@$(AGAIN) all
	@CC='$(CC)' sh tests/bench/startup/run.sh $(BUILD)

format:
	@find bin lib tests examples -name '*.[ch]' | xargs clang-format -i

# ---- Install -----------------------------------------------------------------------------------
# One list, read by install and uninstall: what=where.

BINDIR   = $(PREFIX)/bin
SHARE    = $(PREFIX)/share
BASH_DIR = $(SHARE)/bash-completion/completions
FISH_DIR = $(SHARE)/fish/vendor_completions.d
ZSH_DIR  = $(SHARE)/zsh/site-functions
# "to DIRECTORY,FILES"
to       = $(foreach f,$(2),$(f)=$(1)/$(notdir $(f)))

PROGRAMS = $(call to,$(BINDIR),$(COMMANDS:%=$(BUILD)/bin/%))
FILES    = $(call to,$(LIBDIR),$(BUILD)/lib/libqser.so.$(VERSION) $(BUILD)/lib/libqser.a) \
           $(call to,$(LIBDIR)/pkgconfig,$(BUILD)/qser.pc) \
           $(call to,$(PREFIX)/include,lib/qser.h) \
           $(foreach s,1 5 7,$(call to,$(SHARE)/man/man$(s),$(wildcard man/*.$(s)))) \
           $(foreach f,$(wildcard completions/*.bash),$(f)=$(BASH_DIR)/$(notdir $(f:.bash=))) \
           $(call to,$(FISH_DIR),$(wildcard completions/*.fish)) \
           $(call to,$(ZSH_DIR),$(wildcard completions/_*)) \
           $(call to,$(SHARE)/qser/templates,$(BUILTIN)) \
           $(call to,$(SHARE)/doc/qser,$(wildcard README.md CHANGELOG.md LICENSE)) \
           $(call to,$(SHARE)/doc/qser/html,$(wildcard $(BUILD)/html/*.html)) \
           $(foreach f,$(sort $(shell find examples -type f)),$(f)=$(SHARE)/doc/qser/$(f))
# bash and fish load completions by the name of the command: each name leads to the one of qser.
OTHERS   = $(filter-out qser,$(COMMANDS))
LINKS    = libqser.so.$(VERSION)=$(LIBDIR)/libqser.so.0 libqser.so.0=$(LIBDIR)/libqser.so \
           $(if $(wildcard completions/qser.bash),$(OTHERS:%=qser=$(BASH_DIR)/%)) \
           $(if $(wildcard completions/qser.fish),$(OTHERS:%=qser.fish=$(FISH_DIR)/%.fish))
# Folders that are ours alone, inner ones first.
FOLDERS  = $(SHARE)/qser/templates $(SHARE)/qser \
           $(shell find examples -depth -type d | sed 's|^|$(SHARE)/doc/qser/|') \
           $(SHARE)/doc/qser/html $(SHARE)/doc/qser

install: all
	@set -e; \
	for p in $(PROGRAMS); do install -D -m 755 "$${p%%=*}" "$(DESTDIR)$${p#*=}"; done; \
	for p in $(FILES); do \
	  mode=644; case $${p%%=*} in examples/*) [ ! -x "$${p%%=*}" ] || mode=755;; esac; \
	  install -D -m $$mode "$${p%%=*}" "$(DESTDIR)$${p#*=}"; done; \
	for p in $(LINKS); do \
	  mkdir -p "$$(dirname "$(DESTDIR)$${p#*=}")"; ln -sf "$${p%%=*}" "$(DESTDIR)$${p#*=}"; done
	@[ -n '$(DESTDIR)' ] || ldconfig 2>/dev/null || :
	@echo 'installed into $(DESTDIR)$(PREFIX)'

uninstall:
	@for p in $(PROGRAMS) $(FILES) $(LINKS); do rm -f "$(DESTDIR)$${p#*=}"; done
	@for d in $(FOLDERS); do rmdir "$(DESTDIR)$$d" 2>/dev/null || :; done
	@echo 'uninstalled from $(DESTDIR)$(PREFIX)'

# ---- Release -----------------------------------------------------------------------------------

# The same sources give the same bytes: sorted, no owners, one time, that of the last commit.  In an
# unpacked tarball there is no git; all files belong to it, and all carry that time.
DIST = $(BUILD)/qser-$(VERSION).tar

dist:
	@mkdir -p $(BUILD)
	@set -e; export LC_ALL=C; \
	if [ -e .git ]; then git ls-files; epoch=$$(git log -1 --format=%ct); \
	else find . ! -type d ! -path './build/*' ! -path './$(BUILD)/*' | sed 's|^\./||'; \
	  epoch=$$(stat -c %Y Makefile); fi > $(DIST).files; \
	sort -o $(DIST).files $(DIST).files; \
	tar -cf $(DIST) -T $(DIST).files --mtime=@$${SOURCE_DATE_EPOCH:-$$epoch} --format=ustar \
	  --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --transform='s|^|qser-$(VERSION)/|S'; \
	gzip -9nf $(DIST); rm $(DIST).files
	@echo $(DIST).gz

distcheck:
	+@$(AGAIN) deps DEPS_FOR='check dist'
	+@$(AGAIN) dist
	@CC='$(CC)' PKG='$(PKG)' MAKE='$(MAKE)' sh tests/distcheck.sh $(DIST).gz $(BUILD)/distcheck

clean:
	rm -rf $(BUILD)

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
