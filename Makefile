# Two commands: `make run` serves the newsroom, `make test` runs the suite. Both make what they need.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export PORT ?= 8000
export SITE_URL ?= http://$(HOST):$(PORT)
export ALLOWED_HOSTS ?= $(HOST),127.0.0.1,localhost,[::1]

.PHONY: run test lint words bench

run: $(VENV)/installed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(BIN)/python manage.py demo --if-empty
	@exec $(BIN)/python deploy/serve.py

test: $(VENV)/installed-dev
	@sh tests/services
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tests.on_postgresql pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore tests/flows -m "django_db or database"

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check $$(git ls-files 'templates/*.html')
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	SITE_URL=https://news.example.org ALLOWED_HOSTS=news.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

# The sentences of the code, in every language's list of them; what is new there waits to be translated.
# Readers have more languages than the newsroom: theirs have the sentences of the public pages alone.
MESSAGES = $(BIN)/python manage.py makemessages --no-location --no-wrap --no-obsolete \
  $(foreach path,tests bench var .venv docs,--ignore '$(path)/*')
FOR_READERS = $(foreach path,newsroom stories/admin stories/desk stories/intake stories/worker/mail.py stories/style_notes.py stories/display/bulk_selection.py \
  stories/display/moments.py stories/copy/pictures.py stories/wire/restrictions.py stories/photos stories/apps.py ticker/apps.py stories/templatetags/newsroom.py stories/models templates/admin templates/ticker/board.html \
  $(foreach part,board candidates late move moves notice pin pin_this row times told,templates/ticker/_$(part).html) \
  ticker/admin.py ticker/board_actions.py ticker/board_page.py ticker/forms.py ticker/board_rows.py \
  ticker/models.py,--ignore '$(path)' --ignore '$(path)/*')

words: $(VENV)/installed
	@$(MESSAGES) --locale zh_Hans
	@$(MESSAGES) --locale zh_Hans --domain djangojs
	@$(MESSAGES) $(foreach language,ar es fr ru,--locale $(language)) $(FOR_READERS)
	@$(BIN)/python manage.py compilemessages --ignore '.venv/*'

bench: $(VENV)/installed-bench
	$(BIN)/python -m bench

$(VENV)/installed: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python 3.11 is needed: install it, or name yours with make PYTHON=…" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-bench: bench/requirements.txt $(VENV)/installed-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
