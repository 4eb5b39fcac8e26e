#!/bin/sh
# Installs the newsroom on Debian (12 or later) or Ubuntu (24.04 or later), or upgrades the one that is there:
#
#   sudo sh deploy/install.sh news.example.org desk@example.org
#
# The name must lead to this machine; the address is told when a certificate runs out. Run again, of a newer copy of the
# newsroom, it upgrades, and neither is asked for. What stands already it leaves alone: settings, certificate, database,
# photos. The order of what it does is at the end; docs/deploying.md says the same in words.
set -eu

CODE=/opt/newsroom          # one folder a version under releases/, and `current` leads to the one that runs
SETTINGS=/etc/newsroom      # environment, tls/
STATE=/var/lib/newsroom     # the secret key, photos
PORTS="8000 8001"           # of the two web servers, one of which answers while the other is restarted
SOURCE=$(cd "$(dirname "$0")/.." && pwd)
RELEASE=$CODE/releases/$(date -u +%Y%m%d-%H%M%S)

say() { echo "==> $*"; }
fail() { echo "$*" >&2; exit 1; }

# Starts nothing where no systemd runs, as in a container that is only built.
has_systemd() { [ -d /run/systemd/system ]; }

look_around() {
  [ "$(id -u)" -eq 0 ] || fail "Run this as root: sudo sh deploy/install.sh $*"
  command -v apt-get >/dev/null || fail "This is for Debian and Ubuntu. docs/deploying.md says what to do elsewhere."
  if [ -f $SETTINGS/environment ]; then
    NAME=$(sed -n "s#^SITE_URL='https://\([^'/]*\).*#\1#p" $SETTINGS/environment)
    MAIL=$(sed -n "s/^SITE_CONTACT='mailto:\(.*\)'.*/\1/p" $SETTINGS/environment)
  else
    NAME=${1:-} MAIL=${2:-}
    [ -n "$NAME" ] && [ -n "$MAIL" ] || fail "Say the name of the site and an address: sudo sh deploy/install.sh news.example.org desk@example.org"
  fi
}

install_packages() {
  say "Packages of the system"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends \
    ca-certificates certbot curl nginx-light openssl postgresql python3 python3-venv >/dev/null
}

make_user() {
  getent passwd newsroom >/dev/null || useradd --system --user-group --home-dir $STATE --shell /usr/sbin/nologin newsroom
  install -d -m 0755 $CODE/releases $SETTINGS/tls /var/lib/newsroom-acme
  install -d -m 0700 -o newsroom -g newsroom $STATE
  install -d -m 0700 -o www-data -g www-data /var/cache/nginx/newsroom
}

write_settings() {
  [ -f $SETTINGS/environment ] && return
  say "Settings, in $SETTINGS/environment"
  sed -e "s/news\.example\.org/$NAME/" -e "s/desk@example\.org/$MAIL/" "$SOURCE/deploy/newsroom.env" >$SETTINGS/environment
  chown root:newsroom $SETTINGS/environment
  chmod 0640 $SETTINGS/environment
}

make_database() {
  service postgresql start
  as_postgres="runuser -u postgres --"
  if [ -z "$($as_postgres psql -Atc "SELECT 1 FROM pg_roles WHERE rolname = 'newsroom'")" ]; then
    say "Database"
    $as_postgres createuser newsroom
  fi
  if [ -z "$($as_postgres psql -Atc "SELECT 1 FROM pg_database WHERE datname = 'newsroom'")" ]; then
    $as_postgres createdb --owner newsroom --template template0 --encoding UTF8 --locale C.UTF-8 newsroom
  fi
}

copy_code() {
  say "Code, in $RELEASE"
  install -d -m 0755 "$RELEASE"
  tar -C "$SOURCE" --exclude ./.git --exclude ./.venv --exclude ./var --exclude ./tests --exclude ./bench -cf - . |
    tar -C "$RELEASE" --no-same-owner -xf -
  sh "$RELEASE/deploy/environment" "$RELEASE/.venv"
  "$RELEASE/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$RELEASE/requirements.txt"
  "$RELEASE/.venv/bin/python" -m compileall -q "$RELEASE/newsroom" "$RELEASE/stories" "$RELEASE/ticker"
  install -m 0755 "$RELEASE/deploy/newsroom" /usr/local/bin/newsroom
}

# The code that runs goes on under the new tables: migrations are made so.
prepare_data() {
  say "Tables and files of pages"
  NEWSROOM_CODE=$RELEASE newsroom migrate --verbosity 0
  NEWSROOM_CODE=$RELEASE newsroom collectstatic --noinput --verbosity 0
  ln -sfn "$RELEASE" $CODE/next
  mv -T $CODE/next $CODE/current
}

write_units() {
  install -m 0644 "$RELEASE"/deploy/systemd/*.service "$RELEASE"/deploy/systemd/*.timer /etc/systemd/system/
  has_systemd || return 0
  systemctl daemon-reload
  systemctl enable --quiet newsroom-worker newsroom-purge
  systemctl enable --quiet --now newsroom-backup.timer
  systemctl enable --quiet --now newsroom-backup.timer
  for port in $PORTS; do systemctl enable --quiet "newsroom-web@$port"; done
}

is_ready() { curl -fsS -o /dev/null --max-time 5 -H "Host: $NAME" -H "X-Forwarded-Proto: https" "http://127.0.0.1:$1/readyz" 2>/dev/null; }

stay() { fail "It is not ready: journalctl -u newsroom-web@$1. The other goes on as it was; docs/deploying.md says the way back."; }

# One web server after the other, each when the one before it answers.
restart() {
  has_systemd || return 0
  for port in $PORTS; do
    say "Web server at port $port"
    systemctl restart "newsroom-web@$port" || stay "$port"
    tries=0
    until is_ready "$port"; do
      tries=$((tries + 1))
      [ $tries -lt 60 ] || stay "$port"
      sleep 1
    done
  done
  systemctl restart newsroom-worker newsroom-purge
}

write_nginx() {
  sh "$RELEASE/deploy/own_certificate" "$NAME" $SETTINGS/tls # until there is a public one
  sed "s/news\.example\.org/$NAME/" "$RELEASE/deploy/nginx.conf" >/etc/nginx/conf.d/newsroom.conf
  if nginx -v 2>&1 | grep -Eq '/1\.(2[5-9]|[3-9][0-9])\.'; then # which say this in a line of its own
    sed -i -e 's/ ssl http2;/ ssl;/' -e 's/^    server_tokens off;/&\n    http2 on;/' /etc/nginx/conf.d/newsroom.conf
  fi
  [ -f /proc/net/if_inet6 ] || sed -i '/listen \[::\]/d' /etc/nginx/conf.d/newsroom.conf
  nginx -tq
  ! has_systemd || systemctl reload-or-restart nginx
}

ask_for_certificate() {
  [ -n "$MAIL" ] && [ ! -d "/etc/letsencrypt/live/$NAME" ] && has_systemd || return 0
  say "A public certificate"
  install -m 0755 "$RELEASE/deploy/renewed_certificate" $SETTINGS/renewed_certificate
  certbot certonly --quiet --non-interactive --agree-tos -m "$MAIL" --webroot -w /var/lib/newsroom-acme -d "$NAME" \
    --deploy-hook $SETTINGS/renewed_certificate ||
    echo "There is none yet: does $NAME lead to this machine, and port 80 with it? Run this again when it does." >&2
}

drop_old_releases() {
  find $CODE/releases -mindepth 1 -maxdepth 1 ! -path "$RELEASE" | sort | head -n -2 | xargs -r rm -rf
}

look_around "$@"
install_packages
make_user
write_settings
make_database
copy_code
prepare_data
write_units
restart
write_nginx
ask_for_certificate
drop_old_releases
say "https://$NAME/ runs. Make its first chief, unless there is one: sudo newsroom first_chief NAME"
