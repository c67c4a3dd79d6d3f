# qser: GNU make.  No configure step: `make demo` and `make check` fetch what they need themselves.
#
#	make		build everything into build/
#	make demo	run the whole job on the example data
#	make check	all tests, with address and undefined-behaviour sanitizers
#	make lint	floors, SQL, docs against options, exported symbols, formatting, static analysis
#	make install	DESTDIR and PREFIX are honoured

VERSION  := 0.1.0
PREFIX   ?= /usr/local
LIBDIR   ?= $(PREFIX)/lib
BUILD    ?= build
DEPS     ?= yes
SANITIZE ?=
Q        := $(if $(V),,@)
say       = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

CC       ?= cc
PKG      ?= pkg-config
CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wconversion -Wformat=2 -Werror=format-security
HARDEN   := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection
ifeq ($(shell uname -m),x86_64)
HARDEN   += -fcf-protection
endif
ifneq ($(SANITIZE),)
HARDEN   := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
LDEFS    :=
else
LDEFS    := -Wl,-z,defs
endif
ALL_CFLAGS  = -std=c17 -D_GNU_SOURCE -DQSER_VERSION='"$(VERSION)"' $(WARN) $(HARDEN) -fvisibility=hidden \
              -MMD -MP $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(filter -fsanitize% -fno-sanitize%,$(HARDEN)) -Wl,-z,relro -Wl,-z,now -Wl,--as-needed $(LDFLAGS)
LIBS     := -lsqlite3 -lutf8proc

COMMANDS := $(patsubst bin/%.c,%,$(wildcard bin/qser*.c))
LIB_SRC  := $(sort $(wildcard lib/*/*.c))
CLI_SRC  := $(sort $(wildcard bin/cli*.c))
OBJ      := $(BUILD)/obj
GEN_SRC  := $(OBJ)/gen/schema_steps.c $(OBJ)/gen/form_builtin.c $(OBJ)/gen/demo_files.c
LIB_OBJ  := $(LIB_SRC:%.c=$(OBJ)/%.o) $(GEN_SRC:%.c=%.o)
CLI_OBJ  := $(CLI_SRC:%.c=$(OBJ)/%.o)
UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
MAN      := $(wildcard man/*.[157])
SCHEMA   := $(sort $(wildcard lib/store/schema/*.sql))
DEMO     := $(sort $(wildcard examples/demo/data/*.csv))
BUILTIN  := $(sort $(wildcard lib/form/builtin/*.csv))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all deps demo check check-unit check-cli lint bench bench-startup install uninstall dist \
        distcheck clean format fuzz cover

all: $(COMMANDS:%=$(BUILD)/bin/%) $(BUILD)/lib/libqser.a $(BUILD)/qser.pc

# ---- What must be on the machine ---------------------------------------------------------------
# The first goal typed may be demo or check on a bare system, so those recurse after deps.

deps:
	@CC='$(CC)' PKG='$(PKG)' DEPS='$(DEPS)' sh tests/deps.sh $(DEPS_FOR)

demo:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory all
	@sh examples/demo/run.sh $(BUILD)/bin $(BUILD)/demo

# ---- Library and commands ----------------------------------------------------------------------

$(OBJ)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(if $(filter lib/%,$<),-fPIC,-fPIE -Ilib) -c -o $@ $<

$(OBJ)/gen/%.o: $(OBJ)/gen/%.c
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -fPIC -Ilib/store -Ilib/form -Ilib/domain -Wno-overlength-strings -c -o $@ $<

# A text file becomes a C string, a line a literal; one sed rule for schema steps and built-in forms.
QUOTE = sed -e 's/[\\"]/\\&/g; s/^/"/; s/$$/\\n"/'

$(OBJ)/gen/schema_steps.c: $(SCHEMA) Makefile
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q){ echo '#include "sqlite.h"'; echo 'const struct schema_step schema_steps[] = {'; \
	  for f in $(SCHEMA); do echo "{\"$$(basename $$f .sql)\","; $(QUOTE) $$f; echo '},'; done; \
	  echo '};'; echo 'const int schema_step_count = $(words $(SCHEMA));'; } > $@

$(OBJ)/gen/demo_files.c: $(DEMO) Makefile
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q){ echo '#include "demo.h"'; echo 'const struct demo_file demo_files[] = {'; \
	  for f in $(DEMO); do echo "{\"$$(basename $$f)\","; $(QUOTE) $$f; echo '},'; done; \
	  echo '{0, 0}};'; } > $@

$(OBJ)/gen/form_builtin.c: $(BUILTIN) Makefile
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q){ echo '#include "builtin.h"'; echo 'const struct form_builtin form_builtins[] = {'; \
	  for f in $(BUILTIN); do echo "{\"$$(basename $$f)\","; $(QUOTE) $$f; echo '},'; done; \
	  echo '{0, 0}};'; } > $@

$(BUILD)/lib/libqser.so.$(VERSION): $(LIB_OBJ) lib/qser.map
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -shared $(ALL_LDFLAGS) $(LDEFS) -Wl,-soname,libqser.so.0 -Wl,--version-script=lib/qser.map \
		-o $@ $(LIB_OBJ) $(LIBS)

$(BUILD)/lib/libqser.so.0 $(BUILD)/lib/libqser.so: $(BUILD)/lib/libqser.so.$(VERSION)
	$(Q)ln -sf libqser.so.$(VERSION) $@

# One object whose internal names are local, so that the archive exports what the shared library does.
$(BUILD)/lib/libqser.a: $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(LD) -r -o $(OBJ)/libqser.o $(LIB_OBJ)
	$(Q)objcopy --localize-hidden $(OBJ)/libqser.o
	@mkdir -p $(@D)
	$(Q)$(AR) rcs $@ $(OBJ)/libqser.o

$(BUILD)/qser.pc: lib/qser.pc.in Makefile
	@mkdir -p $(@D)
	$(Q)sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' $< > $@

# $ORIGIN: the commands run in place, and after install from any prefix.
$(BUILD)/bin/%: $(OBJ)/bin/%.o $(CLI_OBJ) $(BUILD)/lib/libqser.so $(BUILD)/lib/libqser.so.0
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) -o $@ $< $(CLI_OBJ) -L$(BUILD)/lib -lqser -Wl,-rpath,'$$ORIGIN/../lib'

# ---- Tests -------------------------------------------------------------------------------------

check:
	@$(MAKE) --no-print-directory deps DEPS_FOR=check
	@$(MAKE) --no-print-directory check-unit check-cli BUILD=$(BUILD)/check \
		SANITIZE=address,undefined CFLAGS='-O1 -g'

$(BUILD)/tests/%: $(OBJ)/tests/unit/%.o $(LIB_OBJ) $(CLI_OBJ)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< $(LIB_OBJ) $(if $(findstring test_cli,$@),$(CLI_OBJ)) $(LIBS) -lcmocka

check-unit: $(UNIT)
	@sh tests/run-unit.sh $(UNIT)

check-cli: all
	@sh tests/run-cli.sh $(BUILD)/bin

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
