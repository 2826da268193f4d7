# Two commands on a fresh machine: `make demo` and `make test`. `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help deps deps-browser deps-interop build release program manuals install install-files deb package-test \
	container container-test alerts-test test torture mutate lint format demo bench interop interop-spark test-browser clean

# Every target of ours may import only what Package.swift says it depends on.
BUILD_FLAGS := --explicit-target-dependency-import-check error

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

deps: ## Install the Debian packages that are missing, and say which
	@.ci/deps libcurl4-openssl-dev libsqlite3-dev libxml2-dev libzstd-dev zlib1g-dev openssl

deps-interop: deps ## Also what the tests with other people's clients need
	@.ci/deps python3-venv davmail postgresql kcat librdkafka-dev
	@.ci/venv

deps-browser: deps ## Also what the tests of the console in a browser need
	@.ci/deps python3-venv chromium faketime
	@.ci/venv-browser

build: deps ## Debug build of everything
	swift build $(BUILD_FLAGS)

release: deps ## Optimized build of the programs
	swift build -c release --product rapport
	swift build -c release --product exchange-simulator
	swift build -c release --product scoring-bench
	swift build -c release --product feed-bench
	swift build -c release --product store-bench
	swift build -c release --product source-rapport

# With the Swift runtime in it; gold, the default linker, fails at that.
STATIC_FLAGS := -c release --static-swift-stdlib -Xswiftc -use-ld=lld
prefix ?= /usr/local
PROGRAM ?= $(shell swift build $(STATIC_FLAGS) --show-bin-path)/rapport
MANUALS ?= .build/manuals

program: deps ## The program alone, with the Swift runtime in it
	swift build $(STATIC_FLAGS) --product rapport

manuals: program ## Manual pages and completions, from the program itself
	@.ci/manuals $(PROGRAM) $(MANUALS)

install: manuals install-files ## Program, manual pages, completions and units into $(DESTDIR)$(prefix)

install-files:
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(prefix)/bin/rapport
	ln -sf rapport $(DESTDIR)$(prefix)/bin/source-rapport
	install -d $(DESTDIR)$(prefix)/share/man/man1 $(DESTDIR)$(prefix)/share/doc/rapport
	install -m 644 $(MANUALS)/*.1 $(DESTDIR)$(prefix)/share/man/man1/
	install -D -m 644 $(MANUALS)/rapport.bash $(DESTDIR)$(prefix)/share/bash-completion/completions/rapport
	install -D -m 644 $(MANUALS)/rapport.zsh $(DESTDIR)$(prefix)/share/zsh/vendor-completions/_rapport
	install -D -m 644 $(MANUALS)/rapport.fish $(DESTDIR)$(prefix)/share/fish/vendor_completions.d/rapport.fish
	install -m 644 Documentation/*.md config.example.json Deploy/prometheus/rapport.rules.yml $(DESTDIR)$(prefix)/share/doc/rapport/
	for folder in Schemas Fixtures/example Deploy/views Deploy/lake Deploy/dlt Deploy/spark; do \
	    install -d $(DESTDIR)$(prefix)/share/doc/rapport/$$folder; \
	    find $$folder -maxdepth 1 -type f -exec install -m 644 -t $(DESTDIR)$(prefix)/share/doc/rapport/$$folder {} +; done
	install -d $(DESTDIR)$(if $(filter /usr,$(prefix)),/lib,$(prefix)/lib)/systemd/system
	for unit in Deploy/systemd/*; do sed 's,/usr/bin/rapport,$(prefix)/bin/rapport,' $$unit > $(DESTDIR)$(if $(filter /usr,$(prefix)),/lib,$(prefix)/lib)/systemd/system/$$(basename $$unit); done

deb: manuals ## A Debian package, in dist
	@mkdir -p dist
	@Deploy/debian/build $(PROGRAM) $(MANUALS) dist

package-test: deb ## Install it where there is no Swift, run it against the simulator, stop it, start it again
	@.ci/deps debootstrap
	swift build $(STATIC_FLAGS) --product exchange-simulator
	@Tests/Package/run dist/*.deb $(dir $(PROGRAM))exchange-simulator

container: deb ## A container image with that package, in Debian's slim one or BASE (buildah)
	@.ci/deps buildah
	buildah --storage-driver vfs bud --isolation chroot --format docker $(if $(BASE),--build-arg BASE=$(BASE)) -f Deploy/Containerfile -t rapport dist

container-test: deb ## Build the image without a registry, and run what it says without root: sync, health, stop, start
	@.ci/deps buildah debootstrap
	swift build $(STATIC_FLAGS) --product exchange-simulator
	@Tests/Package/image dist/*.deb $(dir $(PROGRAM))exchange-simulator

alerts-test: ## Prometheus' own tool on our alerts (Debian package prometheus)
	promtool test rules Deploy/prometheus/rapport.rules.test.yml

test: deps ## All tests; of what takes long, the part that RAPPORT_SEED picks
	swift test $(BUILD_FLAGS)

torture: deps ## Interrupted before and after every write, killed at random instants: all of it, for RAPPORT_SEED
	RAPPORT_TORTURE=1 swift test $(BUILD_FLAGS) --filter 'RapportTests.(InterruptionTests|FaultToleranceTests|GraphFaultTests|RequestCountTests|PeopleTests|KillTests|CRMTests|GraphTests|DerivationTests|ClockMatrixTests|DisturbanceMatrixTests|StorageFaultTests|LakeFaultTests)|FeedTests.*(follows the feed|lake of files|without some of its rows)|SQLiteStoreTests.(ConformanceTests|MailIdentityOrderTests|MailIdentityHistoryTests)|EligibilityTests.LifeCycleOracleTests|PipelineTests.(InterruptionTests|ShortRoundTests)|PipelineTests.*timetable|MicrosoftGraphTests.*(SampleTests|MappingTests)|EWSTests.*Cut-off'
	# What measures seconds has the machine to itself.
	RAPPORT_TORTURE=1 swift test --skip-build --filter RapportTests.StopInTimeTests

mutate: deps ## Plant small faults everywhere, and show those that no test notices (RAPPORT_SEED chooses others)
	@Tests/Mutation/run $(ARGUMENTS)

lint: ## Formatting and documentation rules, the width of comments, and whether known faults can still be planted
	swift format lint --strict -r Sources Tests Package.swift
	@.ci/comments
	@Tests/Mutation/run --list > /dev/null

format: ## Mend what make lint finds, as far as a program can
	@.ci/comments --mend
	swift format -i -r Sources Tests Package.swift

demo: build ## Simulator, sync, a second run that changes nothing, and what needs attention
	@$$(swift build --show-bin-path)/rapport demo

bench: release deps-interop ## Speed and memory, as ratios measured in one run
	@Tests/Bench/run

interop: build deps-interop ## Other people's clients against the simulator, other engines against scores and feed
	swift build -c release --product scoring-bench
	swift build -c release --product feed-bench
	@Tests/Interop/run

interop-spark: deps ## The scores of Spark's workers against ours
	@.ci/deps python3-venv default-jre-headless
	@.ci/venv spark
	swift build -c release --product scoring-bench
	.venv/hosts/spark/bin/python -u Tests/Interop/spark_score.py "$$(swift build -c release --show-bin-path)/scoring-bench"

test-browser: build deps-browser ## The console in Chromium with axe-core, its API under schemathesis; ARGUMENTS="--screenshots DIR" keeps pictures
	@Tests/Browser/run $(ARGUMENTS)

clean: ## Remove what the build made
	rm -rf .build .venv .venv-browser
