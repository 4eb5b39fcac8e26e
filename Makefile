# Two commands: `make run` serves the newsroom, `make test` runs the suite. Both make what they need.

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
SPREAD := -n 2 --dist loadfile --no-loadscope-reorder
export HOST ?= 127.0.0.1
export PORT ?= 8000
export SITE_URL ?= http://$(HOST):$(PORT)

.PHONY: run test test-sqlite test-postgresql services test-pythons fuzz crash mutate cover lint sbom audit words tokens settings-page \
  bench bench-copy always

run: $(VENV)/installed
	@$(BIN)/python -m newsroom.preparation
	@exec $(BIN)/python deploy/serve.py

test: test-sqlite test-postgresql

# With COVER=yes it also reports which lines and branches of newsroom, stories and ticker it leaves out.
test-sqlite: $(VENV)/installed-dev services
	$(if $(COVER),@$(BIN)/coverage erase)
	$(BIN)/$(if $(COVER),coverage run,python) -m pytest $(SPREAD)
	$(if $(COVER),@$(BIN)/coverage combine --quiet && $(BIN)/coverage report)

test-postgresql: $(VENV)/installed-dev services
	$(BIN)/python -m tests.on_postgresql pytest $(SPREAD) --ignore tests/flows -m "django_db or database"

# What the tests need from the system, once for both suites, also where they run side by side.
services:
	@sh tests/services

# The tests of the pure rooms and of the models, on every other Python of this machine.
test-pythons: $(VENV)/installed-dev
	@sh tests/pythons $(VENV)

# Samples of every wire format, spoilt in 20,000 ways each, and photos of every kind.
fuzz: $(VENV)/installed-dev
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n 2 --dist load tests/stories/wire/test_fuzz.py tests/stories/photos/test_fuzz.py

# A newsroom of real processes on each database, killed at random moments: make crash ROUNDS=200 SEED=7
crash: $(VENV)/installed-dev services
	$(BIN)/python -m tests.crash --rounds $(or $(ROUNDS),200) $(if $(SEED),--seed $(SEED)) $(CRASH)

# How many small faults, put into the rooms one by one, their tests find: make mutate MUTATE='digests --most 100'
mutate: $(VENV)/installed-dev
	@$(BIN)/python -m tests.mutate $(MUTATE)

cover:
	@$(MAKE) test-sqlite COVER=yes

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check $$(git ls-files 'templates/*.html')
	@if test -x $(BIN)/biome; then $(BIN)/biome ci --error-on-warnings static; else echo "The scripts are not checked: biome has no build for this machine."; fi
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	DATABASE_URL=sqlite://:memory: SITE_URL=https://news.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

# The sentences of the code, in every language's list of them; what is new there waits to be translated.
# Readers have more languages than the newsroom: theirs have the sentences of the public pages alone. Left out are
# the newsroom's folders and modules by their names, and files that say so themselves.
MESSAGES = $(BIN)/python manage.py makemessages --no-location --no-wrap --no-obsolete \
  $(foreach path,tests bench var .venv docs,--ignore '$(path)/*')
THE_NEWSROOMS = admin admin.py apps.py board* desk forms.py models models.py newsroom* photos worker \
  $(shell grep -rl --include '*.py' '^# Sentences for the newsroom alone' stories ticker)
FOR_READERS = $(foreach pattern,$(THE_NEWSROOMS),--ignore '$(pattern)')

# What a newsroom runs on, part by part with its digests, as CycloneDX.
sbom: $(VENV)/installed-dev
	@$(BIN)/python -m cyclonedx_py requirements requirements.txt --output-reproducible --of JSON -o sbom.json
	@echo "sbom.json"

audit: $(VENV)/installed-dev
	@sh tests/audit $(VENV)

words: $(VENV)/installed
	@$(MESSAGES) --locale zh_Hans
	@$(MESSAGES) --locale zh_Hans --domain djangojs
	@$(MESSAGES) $(foreach language,ar es fr ru,--locale $(language)) $(FOR_READERS)
	@$(BIN)/python manage.py compilemessages --ignore '.venv/*'

# The tokens in the sheet of readers' pages, which ask for one; the newsroom's sheets import them.
tokens:
	@awk '/^@layer tokens {/ { while ((getline line < "static/tokens.css") > 0) print line; skip = 1 } \
	  !skip; /^}/ { skip = 0 }' static/site.css > static/site.css.new
	@mv static/site.css.new static/site.css

# The page of all settings, from their table.
settings-page: $(VENV)/installed
	@$(BIN)/python -m newsroom.operator_settings.page > docs/settings.md

# Speed and scale, beside what it starts to compare with: make bench BENCH='--large 300000 --postgresql'
bench: $(VENV)/installed-bench
	$(BIN)/python -m bench.speed $(BENCH)

# What is compared, read, found and pressed: comparisons, photos, formats, chains, intake.
bench-copy: $(VENV)/installed-bench
	$(BIN)/python -m bench

# Says which Python the environment has. The file is as old as before, unless the environment was made anew.
$(VENV)/pyvenv.cfg: always
	@sh deploy/environment $(VENV) "$(PYTHON)"

$(VENV)/installed: requirements.txt $(VENV)/pyvenv.cfg
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-bench: bench/requirements.txt $(VENV)/installed-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
