# `make fit` and `make test` are all a newcomer needs; `make help` lists the rest.
# Targets that build first install what the machine lacks.

SWIFT ?= swift
PREFIX ?= /usr/local
OUTPUT ?= csto-bayes-output
# More arguments for one run: make test ARGS='--filter RHat', make fit ARGS='--seed 2'.
ARGS ?=

# Everything is built once, in release mode, for the program and its tests alike: other flags would
# compile it all twice. -enable-testing lets the tests see internal names; `swift test` would add the
# flag a second time and so rebuild, hence --disable-testable-imports.
BUILD_FLAGS = -c release -Xswiftc -enable-testing
TEST_FLAGS = $(BUILD_FLAGS) --disable-testable-imports
PROGRAM = .build/release/csto-bayes
# What others build has no -enable-testing. That it compiles is what counts here, so that it need not be fast.
PLAIN_FLAGS = -c release --scratch-path .build-plain -Xswiftc -Onone
# The installed program is built apart, as users build it, and needs no toolchain to run.
INSTALL_FLAGS = -c release --product csto-bayes --scratch-path .build-install
ifeq ($(shell uname -s),Linux)
INSTALL_FLAGS += --static-swift-stdlib
endif

.PHONY: help bootstrap fit test build install bench bench-build bench-check sbc campaign edits docs \
  format lint floors embed test-full test-shared build-plain \
  allocations instructions test-arm64 test-interop \
  test-export test-notebook test-robustness test-engines test-package walk notebook images manual clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

bootstrap: ## install what the build needs (quiet when nothing is missing)
	@sh Scripts/bootstrap.sh

fit: build ## fit the built-in study and write the answers to csto-bayes-output
	@$(PROGRAM) fit --output "$(OUTPUT)" --force $(ARGS)

test: bootstrap ## run all tests, in release mode
	$(SWIFT) test $(TEST_FLAGS) $(ARGS)

test-full: bootstrap ## run the tests of many seeds and fits whole, of which `make test` runs a part
	CSTO_BAYES_FULL=1 $(SWIFT) test $(TEST_FLAGS) --filter 'ReferencePosterior|AnalysisCalibration|Reweighting|Documentation|Portability|MergedDesign'

test-shared: bootstrap ## run the tests on other people's data, where they lie in ../shared/refs
	@Scripts/test-shared.sh $(SWIFT) test $(TEST_FLAGS)

build: bootstrap ## build the program
	$(SWIFT) build $(BUILD_FLAGS) --product csto-bayes

build-plain: bootstrap ## build every target as those do who type `swift build`, apart and unoptimised
	$(SWIFT) build $(PLAIN_FLAGS)

install: bootstrap ## build the program for use and install it with its manual pages and completions in PREFIX
	$(SWIFT) build $(INSTALL_FLAGS)
	@Scripts/install.sh .build-install/release/csto-bayes "$(DESTDIR)$(PREFIX)"

walk: bootstrap ## walk from a fresh clone to a compiled LaTeX document by the README and the first tutorial alone
	@sh Scripts/bootstrap.sh pdflatex:texlive-latex-recommended rsvg-convert:librsvg2-bin pdftotext:poppler-utils || true
	@Scripts/walk.py $(ARGS)

bench: build ## run the benchmarks beside the peers that are installed; ARGS=--quick for a short look
	@Benchmarks/run.sh $(ARGS)

bench-build: bootstrap ## build the package of the kernel benchmark
	@$(SWIFT) build -c release --package-path Benchmarks --scratch-path Benchmarks/.build

bench-check: build ## type-check the kernel benchmark against the library as it is built
	@Scripts/check-benchmarks.sh

sbc: build ## simulation-based calibration at full size, with a planted error; takes minutes
	@Benchmarks/calibration.sh $(PROGRAM) $(ARGS)

edits: build ## edit runs, stores, packages and studies at random: the same answer, or refused by name (needs Python 3)
	@python3 Scripts/edit_campaign.py --of run --of store --of shards --of package --of study $(ARGS) $(PROGRAM)

campaign: build ## fit the reference models under many seeds: right, or exit 1 (needs Python 3; ARGS='--seeds 40')
	@Scripts/campaign.py $(PROGRAM) $(ARGS)

docs: build ## build the manual as a site with a search, and the API beside it; a warning is a failure
	@Scripts/build-docs.sh
	@Scripts/build-site.sh

images: build ## draw the pictures of the manual anew (ARGS=--check compares)
	@Scripts/make-images.sh $(ARGS)

manual: build ## write the manual pages anew from the help (needs Python 3; ARGS=--check compares)
	@Scripts/man-pages.py $(ARGS) $(PROGRAM)

format: ## format the sources in place
	@Scripts/format.sh

lint: ## check the format without changing anything
	@Scripts/format.sh --lint

floors: ## check that no file names what a higher floor declares, and that longer files have tests
	@Scripts/check-floors.sh
	@Scripts/check-tests.sh

embed: ## put the built-in study and the prior sets into the sources again
	@Scripts/embed-files.sh

allocations: build ## prove that a leapfrog step allocates nothing (Linux)
	@Scripts/count-allocations.sh $(PROGRAM)

instructions: build ## count the instructions executed and compare with the record (ARGS=--record)
	@Scripts/count-instructions.sh $(ARGS) $(PROGRAM)

test-arm64: ## compare the kernels with an arm64 build, bit for bit (Debian; installs a cross compiler)
	@Scripts/test-kernels-arm64.sh

test-interop: build ## load the written files with the real ArviZ in a Python virtual environment
	@Scripts/test-interop.sh

test-export: build ## draw from exported models with the real NumPyro and compare the posteriors
	@Scripts/test-export.sh $(ARGS)

test-notebook: build ## execute the notebooks of runs with the real ArviZ
	@Scripts/test-notebook.sh

test-package: build ## package the study, verify it, tamper with it; validate RO-Crate and CITATION.cff
	@Scripts/test-package.sh

test-robustness: build ## kill a robustness run at random moments; it must end as if nothing had happened
	@Scripts/test-robustness.sh

test-engines: build ## count rows in real databases and Spark, run shards on Slurm and Snakemake
	@Scripts/test-engines.sh

notebook: build ## execute the built-in study's notebook anew, into notebooks-export
	@Scripts/test-notebook.sh --record

clean: ## remove what was built and fitted
	rm -rf .build .build-docs .build-install .build-plain Benchmarks/.build Benchmarks/data csto-bayes-output
