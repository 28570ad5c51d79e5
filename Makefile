# wslens: `make help` lists what there is to do.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# How long each fuzz target runs, in seconds.
SECONDS ?= 300

# The date in the manual pages: that of the last release.
MANUAL_DATE := 2026-11-21

# With the standard library linked statically the program starts faster and runs where there is no Swift.
RELEASE := -c release
ifeq ($(shell uname -s),Linux)
  RELEASE += --static-swift-stdlib -Xlinker -s
endif
PROGRAM := .build/release/wslens

SOURCES := Sources Tests Benchmarks Fuzz Package.swift
CAPTURES := Benchmarks/Captures
BENCHMARK_CAPTURES := $(CAPTURES)/small-100.pcap $(CAPTURES)/small-400.pcap $(CAPTURES)/large-100.pcap \
  $(CAPTURES)/compressed-200.pcap $(CAPTURES)/other-1000.pcap
FUZZ_TARGETS := FuzzFrameDecoder FuzzCaptureReader

.PHONY: help run build release test lint format bench fuzz man check-man samples recipes recipes-ci install clean \
  libraries

# A benchmark capture that is only half written is none.
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: release ## build, and show the first sample
	$(PROGRAM) pcap Samples/first-conversation.pcap

build: libraries ## build for debugging
	$(SWIFT) build

release: libraries ## build the program that is installed
	$(SWIFT) build $(RELEASE) --product wslens

test: libraries ## run all tests
	$(SWIFT) test --parallel

lint: ## check the layout of the code and the manual pages
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	scripts/lint-manual man

format: ## lay the code out
	$(SWIFT) format format --in-place --recursive --parallel $(SOURCES)

bench: release $(BENCHMARK_CAPTURES) ## compare speed and memory with tcpdump, tshark and zlib
	$(SWIFT) build -c release --package-path Benchmarks --product compare-speed
	$(SWIFT) build -c release --package-path Benchmarks --product inflate-alone
	Benchmarks/.build/release/compare-speed $(PROGRAM) Benchmarks/.build/release/inflate-alone $(BENCHMARK_CAPTURES)

$(CAPTURES)/%.pcap: | libraries
	$(SWIFT) build -c release --package-path Benchmarks --product make-benchmark-captures
	Benchmarks/.build/release/make-benchmark-captures $(CAPTURES) $*

# The Swift compiler heeds only the last -sanitize it is given, and SwiftPM hands several over in any order: it is told
# of the fuzzer, and the compiler of both. Swift's own crash reports would fight those of the sanitizer.
fuzz: export SWIFT_BACKTRACE = enable=no
fuzz: libraries ## run each fuzz target for SECONDS
	set -e; for target in $(FUZZ_TARGETS); do \
	  $(SWIFT) build -c release --package-path Fuzz --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	    --product $$target; \
	  mkdir -p Fuzz/Corpus/$$target; \
	  timeout -s KILL $$(($(SECONDS) + 60)) Fuzz/.build/release/$$target -max_total_time=$(SECONDS) \
	    -artifact_prefix=Fuzz/Corpus/ Fuzz/Corpus/$$target Fuzz/Seeds/$$target; \
	done

man: libraries ## write the manual pages out of the commands and the rules
	scripts/make-manual man $(MANUAL_DATE)

check-man: libraries ## see whether the manual pages are up to date
	scripts/make-manual .build/man $(MANUAL_DATE)
	diff -ru man .build/man

samples: libraries ## write the files of Samples/ again
	$(SWIFT) build -c release --package-path Benchmarks --product make-samples
	Benchmarks/.build/release/make-samples Samples

recipes: release ## run the recipes for jq, SQLite, DuckDB and Spark on the samples
	scripts/run-recipes $(PROGRAM) jq sqlite duckdb spark

# What they need is small, and they take seconds.
recipes-ci: release ## run those for jq, SQLite and DuckDB
	scripts/run-recipes $(PROGRAM) jq sqlite duckdb

install: release ## put program, manual pages and completions under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/wslens
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(PROGRAM) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/wslens
	$(PROGRAM) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_wslens
	$(PROGRAM) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/wslens.fish

clean: ## remove what was built
	rm -rf .build Benchmarks/.build Benchmarks/Captures Fuzz/.build Fuzz/Corpus

libraries:
	@scripts/install-libraries
