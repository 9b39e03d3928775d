# Everything a person or CI does, each from a fresh clone and as often as one likes. One build
# configuration, release, serves the program and the tests, so both share .build.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo build install test test-full lint docs bench bench-micro growth goldens mutate fuzz sanitize parity examples course quickstart clean

# The pretrained networks that tests compare, 160 MB.
WEIGHTS := minilm mobilenet-v2 efficientnet-lite0 silero-vad g2p-en waifu2x rapidocr magika basic-pitch

help: ## Lists what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

demo: ## Trains LeNet-5 on Fashion-MNIST and writes a report (installs what lacks)
	@scripts/prepare.sh build demo
	@echo "==> Building lamina"
	@swift build -c release --product lamina
	@echo "==> Training LeNet-5 on Fashion-MNIST: 10 epochs"
	@.build/release/lamina train lenet5 --data fashion-mnist

build: ## Builds the libraries and the program .build/release/lamina
	@scripts/prepare.sh build
	@echo "==> Building Lamina"
	@swift build -c release

install: ## Puts lamina with Swift's libraries inside into PREFIX/bin (~/.local/bin)
	@scripts/prepare.sh build
	@scripts/install.sh

test: ## Runs all tests (installs what lacks)
	@scripts/prepare.sh build test
	@echo "==> Building Lamina and its tests"
	@swift build -c release --build-tests
	@echo "==> Getting the data sets that tests read"
	@for set in mnist-5k breast-cancer wine diabetes jane-austen $(WEIGHTS); do .build/release/lamina data get $$set >/dev/null \
	    || echo "==> Without $$set: its tests are skipped"; done
	@echo "==> Testing"
	@swift test -c release --skip-build --disable-xctest

test-full: ## Runs all tests, and those that take minutes: every float32 through exp, log, tanh and erf
	@LAMINA_TEST_FULL=1 $(MAKE) --no-print-directory test

lint: ## Checks the style of all Swift sources
	@echo "==> Checking the style with swift format"
	@swift format lint --strict --recursive --parallel Sources Tests Examples Package.swift

docs: ## Writes the reference of the API to .build/docs
	@scripts/prepare.sh build
	@scripts/docs.sh

bench: ## Times Lamina beside PyTorch, JAX and TensorFlow, half an hour; writes docs/performance.md
	@scripts/prepare.sh build bench
	@scripts/bench.sh

bench-micro: ## Times recording, a plan's step, fork and join (a package of its own, bench/micro)
	@scripts/prepare.sh build
	@swift package --package-path bench/micro --scratch-path .build/micro benchmark

growth: build ## Times against depth, width, batch and sequence length; writes docs/growth.md
	@.build/release/lamina bench --growth docs/growth.md

goldens: ## Has NumPy, SciPy and PyTorch compute the op table's reference values
	@scripts/prepare.sh build goldens
	@swift build -c release --product lamina
	@scripts/goldens.sh

mutate: ## Breaks each derivative, batching and shape rule in turn; the op table must notice
	@scripts/prepare.sh build
	@scripts/mutate.py

fuzz: ## Reads a million damaged files of every format: none may end the program
	@scripts/prepare.sh build test
	@scripts/fuzz.sh

sanitize: ## Runs the engine's tests under the address and the thread sanitizer
	@scripts/prepare.sh build test
	@scripts/sanitize.sh

parity: ## Compares pretrained networks with the libraries they come from; writes docs/interop.md
	@scripts/prepare.sh build test
	@swift build -c release --build-tests
	@for set in $(WEIGHTS); do .build/release/lamina data get $$set; done
	@scripts/parity.sh

examples: build ## Compiles the examples in the documentation and runs Examples/Transforms
	@scripts/check-examples.py
	@scripts/check-to-swift.py
	@scripts/formulas.sh
	@.build/release/transforms

course: build ## Runs all chapters of docs/course; writes their tables and pictures
	@scripts/prepare.sh demo
	@.build/release/course all --out docs/course

# From nothing each time: Swift 6.3's incremental debug builds miss a change of a struct's layout in
# another module.
quickstart: ## Builds Examples/Quickstart in debug, as a user's own package, and runs it
	@scripts/prepare.sh build
	@echo "==> Building Examples/Quickstart in debug"
	@rm -rf .build/quickstart
	@swift build --package-path Examples/Quickstart --scratch-path .build/quickstart
	@.build/quickstart/debug/Quickstart

clean: ## Removes everything that was built; runs/ stays
	rm -rf .build Examples/*/.build
