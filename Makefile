# Everything a developer or a CI machine runs. Needs Rust (rust-toolchain.toml names the version), Node.js 20.19 or later with
# npm for the page and the protocol suite, Python 3.10 or later with venv for schemathesis, GNU make and bash.

CARGO ?= cargo
CARGO_DENY_VERSION := 0.20.2
CARGO_DENY := .tools/bin/cargo-deny

WEB_SOURCES := $(shell find web/src web/public web/scripts -type f -not -path 'web/src/api/generated/*' -not -name antd.css) \
	$(wildcard web/*.json web/*.ts web/index.html schema/schema.graphql schema/operations/*.graphql)

.PHONY: help run web graphiql node-tests web-tests chromium test check-format check-lints check-docs check-dependencies unit-tests network-fixtures network-bench bench fuzz soak audit

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: web graphiql ## build everything and serve on 127.0.0.1:8080
	$(CARGO) run --locked --release -- serve --bind 127.0.0.1:8080

test: check-format check-lints check-docs check-dependencies unit-tests node-tests web-tests ## everything that a change must pass

check-format: ## rustfmt
	$(CARGO) fmt --check

check-lints: ## clippy on all targets, warnings are errors
	$(CARGO) clippy --locked --all-targets -- -D warnings

check-docs: ## documentation of public and private items, warnings are errors
	RUSTDOCFLAGS=-Dwarnings $(CARGO) doc --locked --no-deps --document-private-items

check-dependencies: $(CARGO_DENY) ## licences, bans and sources of all dependencies, without network
	$(CARGO) fetch --locked --quiet
	$(CARGO_DENY) --offline --locked check licenses bans sources

unit-tests: ## all tests, debug profile
	$(CARGO) test --locked

web: web/dist/index.html ## the page, into web/dist; a server built after it carries it

web/node_modules/.package-lock.json: web/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: the page needs Node.js 20.19 or later" >&2; exit 1; }
	cd web && npm ci --no-audit --no-fund
	@touch $@

# A release carries the files that were there when it was compiled; cargo does not look into the folder by itself.
web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@ src/assets/page.rs

graphiql: web/graphiql/dist/index.html ## GraphiQL, into web/graphiql/dist; a server built after it carries it

web/graphiql/dist/index.html: web/graphiql/package-lock.json $(wildcard web/graphiql/*.mjs web/graphiql/src/* schema/operations/*.graphql)
	@command -v npm >/dev/null || { echo "npm is missing: GraphiQL needs Node.js 20.19 or later" >&2; exit 1; }
	cd web/graphiql && npm ci --no-audit --no-fund --silent && npm run --silent build
	@touch $@ src/assets/page.rs

node-tests: tests/node/node_modules/.package-lock.json .tools/schemathesis/installed ## the packages that front-ends use, against the real server
	$(CARGO) build --locked
	cd tests/node && node run.mjs ../../target/debug/plangraph

.tools/schemathesis/installed: tests/schemathesis/requirements.txt
	@command -v python3 >/dev/null || { echo "python3 is missing: schemathesis needs Python 3.10 or later with venv" >&2; exit 1; }
	python3 -m venv .tools/schemathesis
	.tools/schemathesis/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

tests/node/node_modules/.package-lock.json: tests/node/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: the protocol suite needs Node.js 20.19 or later (https://nodejs.org)" >&2; exit 1; }
	cd tests/node && npm ci --no-audit --no-fund --silent
	@touch $@

web-tests: web graphiql chromium ## style, types, logic of the page, and its views in a real browser against the real server
	cd web && npm test --silent
	$(CARGO) build --locked
	cd web && npm run --silent e2e

chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || test -n "$$CHROMIUM" \
		|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q && apt-get install -qy chromium fonts-wqy-microhei; } \
		|| { echo "Chromium is missing: apt-get install -y chromium, or name one in CHROMIUM" >&2; exit 1; }

network-fixtures: ## what networkx and igraph measure, for the tests to compare with; needs Python and a package index
	python3 -m venv .tools/python
	.tools/python/bin/pip install --quiet networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
	UPDATE=1 $(CARGO) test --locked --test it graph::the_measured
	.tools/python/bin/python tests/fixtures/network/make.py

network-bench: ## networks, the large one measured by igraph in the same run; needs Python and a package index
	python3 -m venv .tools/python
	.tools/python/bin/pip install --quiet igraph==1.0.0
	PLANGRAPH_BENCH_PYTHON=$(CURDIR)/.tools/python/bin/python $(CARGO) bench --locked --bench network

bench: ## criterion benches, release profile
	$(CARGO) bench --locked

fuzz: ## the property tests with many random cases each, and a million pairs of query and text, release profile
	PROPTEST_CASES=$${PROPTEST_CASES:-20000} PLANGRAPH_FUZZ=$${PLANGRAPH_FUZZ:-1000000} $(CARGO) test --locked --release

soak: ## 200 rounds of kill -9 instead of the 10 of `make test`
	PLANGRAPH_KILL_ROUNDS=$${PLANGRAPH_KILL_ROUNDS:-200} $(CARGO) test --locked --release --test it store::crash

audit: $(CARGO_DENY) ## known vulnerabilities of dependencies; needs the network for the advisory database
	@$(CARGO_DENY) --locked check advisories \
		|| { echo "make audit needs git and the network (RustSec advisory database); see above if it had both" >&2; exit 1; }

# The version is pinned here and nowhere else; a debug build of it takes a minute.
$(CARGO_DENY): Makefile
	@$(CARGO_DENY) --version 2>/dev/null | grep -qx 'cargo-deny $(CARGO_DENY_VERSION)' \
		|| $(CARGO) install --locked --debug --root .tools --version $(CARGO_DENY_VERSION) cargo-deny \
		|| { echo "cargo-deny $(CARGO_DENY_VERSION) is missing: run this target once with access to a crate registry" >&2; exit 1; }
	@touch $@
