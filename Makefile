# Two commands do everything: `make release` and `make test`. Both set up what they need.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEV := .venv/.dev
SITE := .venv/.site
# Versions of Python that requirements.lock was made for.
LOCKED := 3.11 3.12 3.13
SHARED ?= ../shared

.PHONY: release test check lint types docs site reproduce extraction costs growth explore bench wheel clean

# Every process of ours reads the byte code that this leaves, also where the environment forbids to
# write any: without it each of the hundreds that tests start compiles all modules anew.
COMPILE = $(BIN)/python -m compileall -q build/factpack validators/factpack_validators

release: $(READY)  ## Build the release of the corpus that ships with the project.
	$(COMPILE)
	$(BIN)/factpack build corpora/openai-microsoft-sample/dataset.yaml

test: $(DEV)  ## Run the tests; of the large tables of cases, one row of each kind.
	$(COMPILE)
	$(BIN)/pytest -n auto --dist worksteal

check: lint types docs site reproduce extraction costs growth explore  ## What CI runs besides the tests.

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

docs: $(DEV)  ## Are the generated pages those that the code and the schema give?
	$(BIN)/python docs/generate.py --check

site: $(SITE)  ## The documentation as a site in .cache/site; a broken link fails.
	$(BIN)/sphinx-build --quiet --fail-on-warning --fresh-env docs .cache/site
	$(BIN)/python docs/site_hosts.py .cache/site

reproduce: $(READY)  ## Do the committed releases rebuild byte for byte?
	$(BIN)/factpack reproduce dist/openai-microsoft-sample/1.0.0 --articles corpora/openai-microsoft-sample
	@if [ -d $(SHARED)/articles ]; then \
	  $(BIN)/factpack reproduce dist/openai-microsoft-news/1.0.0 --articles $(SHARED)/articles; \
	else \
	  echo "skipped: openai-microsoft-news needs the articles in $(SHARED)/articles"; \
	fi

extraction: $(DEV)  ## Does the default extractor score as before?
	$(BIN)/python -m benchmarks extraction --check --shared $(SHARED)

costs: $(DEV)  ## Does validating a hostile release end within ten seconds and a gigabyte?
	$(BIN)/python -m tests.validators.hostile_costs

growth: $(READY)  ## Does the CPU of every stage of a build grow as the corpus does, and no faster?
	$(BIN)/python -m benchmarks build --check

explore: $(DEV)  ## The rows that `make test` leaves out.
	$(BIN)/pytest -m explore -n auto --dist worksteal

bench: $(DEV)  ## Measure speed, memory and quality, also of peers; prints tables.
	$(BIN)/python -m benchmarks

wheel: $(READY)  ## Build the Python package; dist/ is for data.
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir .wheels .

# Every file that is installed is held against its hash; where one differs, nothing is built.
IS_LOCKED = python=$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	case " $(LOCKED) " in *" $$python "*) true;; *) false;; esac

$(READY): pyproject.toml constraints.txt requirements.lock
	$(PYTHON) -m venv .venv
	@if $(IS_LOCKED); then \
	  set -x; \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock && \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	else \
	  echo "requirements.lock is for Python $(LOCKED), and this is $$python:" \
	    "installing the versions of constraints.txt without looking at hashes" >&2; \
	  set -x; \
	  PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --editable .; \
	fi
	@touch $@

$(DEV): $(READY) requirements-dev.lock  # the developers' packages, and what measures peers
	@if $(IS_LOCKED); then \
	  set -x; \
	  sed -n '/^pip==/,/[^\\]$$/p' requirements-dev.lock > .venv/pip.lock && \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement .venv/pip.lock && \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock; \
	else \
	  set -x; \
	  PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --upgrade pip && \
	  PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --group dev --group bench; \
	fi
	@touch $@

$(SITE): $(READY) requirements-docs.lock  # what makes the site of the documentation
	@if $(IS_LOCKED); then \
	  set -x; \
	  $(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-docs.lock; \
	else \
	  set -x; \
	  PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --upgrade pip && \
	  PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --group docs; \
	fi
	@touch $@

clean:
	rm -rf .venv .wheels .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
