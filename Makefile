# The steps live in .make/run.py, so that they work without make too: python .make/run.py play
PYTHON ?= $(firstword $(foreach name,python3 python,$(shell $(name) -c "print('$(name)')" 2>/dev/null)))

MINUTES ?= 60
attack: ARGS := --minutes $(MINUTES) $(ARGS)

.PHONY: play test test-elsewhere test-installed attack corners docs

play test test-elsewhere test-installed attack corners:
	@$(if $(PYTHON),,$(error High Fence needs Python 3.11 to 3.13 and found none; install one, then try again))$(PYTHON) .make/run.py $@ $(ARGS)

# The reference pages, made anew from the configs and the rules (after make test has made .venv).
docs:
	.venv/bin/python -m docs.generate
