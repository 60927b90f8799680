.DEFAULT_GOAL := help
.PHONY: help setup chat test lint clean
MAKEFLAGS += --no-print-directory

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "%-14s%s\n", $$1, $$2}'

setup:  ## .venv with all that chat and test need (Python 3.11; second runs are immediate)
	@tools/setup.sh

chat: setup  ## index the shipped terms and open the chat page (PORT=8501, ADDRESS=127.0.0.1)
	@tools/chat.sh

test: setup  ## run the tests (ARGS='-k fees -x' goes to pytest)
	@.venv/bin/python -m pytest $(ARGS)

lint: setup  ## ruff and mypy
	@status=0; .venv/bin/ruff check . || status=1; .venv/bin/mypy || status=1; exit $$status

clean:  ## remove .venv and every cache (the index in .yakkan stays)
	@rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
