# Every target sets up what it needs first; see CONTRIBUTING.md.
# Most tests wait for other processes most of the time.
JOBS ?= 2

.PHONY: help setup demo vllm model test bench pictures lint lock clean

help:
	@echo 'make demo [DRIVE=evening_out]   the simulated car: type sentences, or watch a scripted drive'
	@echo 'make demo BRAIN=qwen            the same with a Qwen model: the tiny one beside the car where no other answers'
	@echo 'make demo WORLD=carla_shape     the same in a car that another world moves: docs/worlds/README.md'
	@echo 'make vllm [PROFILE=tiny]        the model server, on a GPU or on the CPU; see docs/serving.md'
	@echo 'make model                      the tiny model anew: its sentences, then its training'
	@echo 'make test [ARGS="-k guard"]     all tests, or what pytest is told; JOBS=2 at once, each in a ROS domain of its own'
	@echo 'make bench [ARGS="-k latency"]  how fast and how large; the table goes to docs/benchmarks.md'
	@echo 'make pictures                   the pictures of the cockpit page, from cars that drive'
	@echo 'make lint                       format, lint, types, layers'
	@echo 'make setup                      only the set-up; PYTHON=... names a Python 3.12'
	@echo 'make lock                       new versions of the pinned packages'
	@echo 'make clean                      back to a fresh checkout'

setup:
	@scripts/setup.sh

demo: setup
	@./ipa up $(if $(WORLD),--world '$(WORLD)') $(if $(DRIVE),--drive '$(DRIVE)',--chat) $(if $(BRAIN),--brain '$(BRAIN)' $(if $(filter reflex,$(BRAIN)),,--serve $(PROFILE)))

vllm: setup
	@scripts/vllm.sh
	@./ipa serve $(if $(PROFILE),--profile '$(PROFILE)') $(ARGS)

model: setup
	@scripts/vllm.sh
	@mkdir -p .ipa/training
	@[ -s .ipa/training/train.jsonl ] || ./ipa dataset --out .ipa/training/train.jsonl
	@[ -s .ipa/training/held.jsonl ] || ./ipa dataset --held --out .ipa/training/held.jsonl
	@./ipa train

test: setup
	@[ -n "$$IPA_NO_VLLM" ] || timeout 900 scripts/vllm.sh || \
	    echo 'Without the model environment the tests of a real model are skipped. IPA_NO_VLLM=1 does not even try.' >&2
	@. .venv/ipa.env && python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

bench: setup
	@. .venv/ipa.env && python -m pytest -c bench/pytest.ini --rootdir=. -q bench $(ARGS)

pictures: setup
	@. .venv/ipa.env && python test/support/pictures.py

lint: setup
	@. .venv/ipa.env && ruff format --check . && ruff check . && mypy && lint-imports

lock: setup
	@scripts/lock.sh

clean:
	rm -rf .venv .vllm .uv .ipa build install log .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
