"""The settings as they are read: what is taken, what is refused, and the sentence that an operator gets."""

import pytest

from newsroom.operator_settings.configuration import read_environment
from newsroom.operator_settings.names import likely_name
from newsroom.operator_settings.names_elsewhere import ELSEWHERE
from newsroom.operator_settings.table import CHECKOUT, SETTINGS

# The environment | the sentence, or its beginning. In values ~ is a line feed, ^ nothing at all.
WRONG = """
SITE_URL=news.example.org                  | SITE_URL is 'news.example.org': it must begin with http:// or https://. Wr
SITE_URL=ftp://news.example.org            | SITE_URL is 'ftp://news.example.org': it must begin with http:// or https:
SITE_URL=https://                          | SITE_URL is 'https://': it names no host.
SITE_URL=https://news example.org          | SITE_URL is 'https://news example.org': it names no host.
SITE_URL=https://news.example.org/site     | SITE_URL is 'https://news.example.org/site': it must end with the host or
SITE_URL=https://news.example.org?a=1      | SITE_URL is 'https://news.example.org?a=1': it must end with the host or i
SITE_URL=https://me:zqsecret@news.example.org | SITE_URL is 'https://…@news.example.org': it must end with the
SITE_URL=https://news.example.org:port     | SITE_URL is 'https://news.example.org:port': its host or its port cannot b
SITE_URL=https://news.example.org:99999    | SITE_URL is 'https://news.example.org:99999': its host or its port cannot
SITE_URL=https://news.example.org:0        | SITE_URL is 'https://news.example.org:0': it names no host.
SITE_URL=https://bücher.example            | SITE_URL is 'https://bücher.example': write its host as xn--bcher-kva
SITE_URL=https://[::1                      | SITE_URL is 'https://[::1': its host or its port cannot be read.
SITE_URL=https://a.example ALLOWED_HOSTS=b.example | ALLOWED_HOSTS is 'b.example': it lacks the host of SITE_URL. Add a
ALLOWED_HOSTS=news.example.org             | SITE_URL is not set, and ALLOWED_HOSTS is 'news.example.org': links in fee
ALLOWED_HOSTS=*                            | ALLOWED_HOSTS is '*': * is every host, a stranger's too. Name the hosts
ALLOWED_HOSTS=https://news.example.org     | ALLOWED_HOSTS is 'https://news.example.org': 'https://news.example.org' is
ALLOWED_HOSTS=news.example.org:443         | ALLOWED_HOSTS is 'news.example.org:443': 'news.example.org:443' is no host
ALLOWED_HOSTS=a.example;b.example          | ALLOWED_HOSTS is 'a.example;b.example': 'a.example;b.example' is no host.
SITE_NAME=Wire~Desk                        | SITE_NAME is 'Wire\\nDesk': it has a character that cannot be printed.
SITE_CONTACT=the desk                      | SITE_CONTACT is 'the desk': write mailto:desk@example.org, or the address
SITE_CONTACT=desk@                         | SITE_CONTACT is 'desk@': write mailto:desk@example.org
TIME_ZONE=Europe/Viena                     | TIME_ZONE is 'Europe/Viena': there is no such zone. Did you mean Europe/Vi
TIME_ZONE=../secrets                       | TIME_ZONE is '../secrets': there is no such zone.
HOST=http://127.0.0.1                      | HOST is 'http://127.0.0.1': write an address of this machine
PORT=80000                                 | PORT is '80000': write a whole number from 1 to 65535.
PORT=http                                  | PORT is 'http': write a whole number
SECRET_KEY=zqsecret SITE_URL=https://a.example | SECRET_KEY has fewer than 32 characters. Make one: python3 -c
SECRET_KEY=zqsecret SECRET_KEY_FALLBACKS=zqsecret | SECRET_KEY_FALLBACKS has SECRET_KEY itself. Name earlier keys alone
LOG_KEY=zqsecret                           | LOG_KEY: write it as manage.py log_key printed it
LOG_WITNESSES=https://witness.example/     | LOG_WITNESSES is 'https://witness.example/': write for each witness its
SECRET_KEY_FALLBACKS=zqsecret              | SECRET_KEY_FALLBACKS are keys before SECRET_KEY: set that, too.
SECOND_FACTOR=maybe                        | SECOND_FACTOR is 'maybe': write optional or required.
SECOND_FACTOR=requierd                     | SECOND_FACTOR is 'requierd': write optional or required (did you mean requ
TRUSTED_PROXIES=one                        | TRUSTED_PROXIES is 'one': write a whole number from 0 to 10.
TRUSTED_PROXIES=-1                         | TRUSTED_PROXIES is '-1': write a whole number from 0 to 10.
VAR_DIR=var                                | VAR_DIR is 'var': write the whole path of a folder
STATIC_ROOT=./static                       | STATIC_ROOT is './static': write the whole path of a folder
DATABASE_URL=mysql://u:zqsecret@host/base  | DATABASE_URL: mysql:// is not known here. Write it like postgres://name:pa
DATABASE_URL=postgresql+psycopg://u:zqsecret@host/base | DATABASE_URL: postgresql+psycopg:// is not known here. Wr
DATABASE_URL=zqsecret                      | DATABASE_URL: it begins with no scheme. Write it like postgres://name:pass
DATABASE_URL=postgres://u:zq/secret@host/base | DATABASE_URL: it cannot be read. Write it like postgres://name:password
DATABASE_URL=postgres://u:zq?secret@host/base | DATABASE_URL: it cannot be read.
DATABASE_URL=postgres://u:zq#secret@host/base | DATABASE_URL: it cannot be read.
DATABASE_URL=postgres://u:zqsecret@host    | DATABASE_URL: it does not end with the name of a base.
DATABASE_URL=postgres://u:zqsecret@host:db/base | DATABASE_URL: it cannot be read.
DATABASE_URL=postgres://u:zqsecret@host/base?sslmod=require | DATABASE_URL: the option 'sslmod' is not known. Known are
DATABASE_URL=postgres://u:zqsecret@host/base?sslmode | DATABASE_URL: the option 'sslmode' has no value.
DATABASE_URL=sqlite:///                    | DATABASE_URL: it names no file. Write it like sqlite:////var/lib
DATABASE_URL=sqlite:////var/lib/base?tiemout=2 | DATABASE_URL: the option 'tiemout' is not known. Known are cached_stat
DATABASE_REPLICA_URL=sqlite:////var/base   | DATABASE_REPLICA_URL: sqlite:// is not known here.
DATABASE_REPLICA_URL=postgres://u:p@h/b    | DATABASE_REPLICA_URL follows a PostgreSQL: set DATABASE_URL to it, too.
CACHE_URL=memcached://host:11211           | CACHE_URL: memcached:// is not known here. Write it like redis://:password
CACHE_URL=redis://:zq/secret@host:6379/0   | CACHE_URL: it cannot be read.
CACHE_URL=redis://host:6379/zqsecret       | CACHE_URL: it names no host, or a base that is no number.
CACHE_URL=redis://host:6379/0?tmieout=3    | CACHE_URL: the option 'tmieout' is not known. Known are none.
EMAIL_URL=imap://u:zqsecret@mail.example   | EMAIL_URL: imap:// is not known here. Write it like smtp://user:password@h
EMAIL_URL=smtp://u:zqsecret@mail.example:587/?tsl=True | EMAIL_URL: the option 'tsl' is not known. Known are ssl, timeo
EMAIL_URL=smtp://u:zqsecret@mail.example:587/?tls=Treu | EMAIL_URL: the option 'tls' is a switch.
EMAIL_URL=smtp://u:zqsecret@mail.example:587/?timeout=soon | EMAIL_URL: the option 'timeout' is a number of seconds
EMAIL_URL=smtp://u:zqsecret@mail.example/?tls=1&ssl=1 | EMAIL_URL: tls and ssl are two ways to encrypt: leave one out.
EMAIL_URL=smtp://u:zqsecret@               | EMAIL_URL: it names no host, or more than one.
EMAIL_URL=file://                          | EMAIL_URL: it names no folder.
EMAIL_FROM=desk                            | EMAIL_FROM is 'desk': write desk@example.org, or Desk <desk@example.org>.
EMAIL_FROM=desk@news.example~Bcc:x@y.example | EMAIL_FROM is 'desk@news.example\\nBcc:x@y.example': write desk@example.
EMAIL_URL=smtp://h SITE_CONTACT=https://a.example/desk | EMAIL_FROM is not set, and SITE_CONTACT is no address of mail.
MEDIA_STORAGE_URL=/mnt/pictures            | MEDIA_STORAGE_URL: it is a path. Write file:// before it
MEDIA_STORAGE_URL=ftp://u:zqsecret@host/a  | MEDIA_STORAGE_URL: it cannot be read. Write it like file:///mnt/pictures o
MEDIA_STORAGE_URL=s3://k:zq/secret@host/a  | MEDIA_STORAGE_URL: it cannot be read.
C2PA_ANCHORS=signers.pem                   | C2PA_ANCHORS is 'signers.pem': write the whole path of a file, like
C2PA_ANCHORS=/nowhere/signers.pem          | C2PA_ANCHORS is '/nowhere/signers.pem': it is no file of PEM that this user
C2PA_SIGNING=/dev/null                     | C2PA_SIGNING is '/dev/null': the file has no CERTIFICATE: put it there
TICKER_EMBED_ANCESTORS=x; script-src *     | TICKER_EMBED_ANCESTORS is 'x; script-src *': write sites parted by commas
WEBSUB_HUB=hub.example.org                 | WEBSUB_HUB is 'hub.example.org': write its address without a password, lik
WEBSUB_HUB=https://hub.example.org/>; rel=x | WEBSUB_HUB is 'https://hub.example.org/>; rel=x': write its address
WEBSUB_HUB=https://hub.example.org/a b     | WEBSUB_HUB is 'https://hub.example.org/a b': write its address
WEBSUB_HUB=https://u:zqsecret@hub.example.org/ | WEBSUB_HUB is 'https://…@hub.example.org/': write its address without
WEBSUB_HUB=javascript:alert(1)             | WEBSUB_HUB is 'javascript:alert(1)': write its address
CDN_PURGE_URL=cache.example.org            | CDN_PURGE_URL is 'cache.example.org': write its address
CDN_PURGE_TOKEN=zqsecret                   | CDN_PURGE_TOKEN is sent to CDN_PURGE_URL: set that, too.
CDN_PURGE_URL=http://c/ CDN_PURGE_TOKEN=zqsecrét | CDN_PURGE_TOKEN: write it in ASCII without spaces.
WEBHOOK_HOSTS=http://hooks.example         | WEBHOOK_HOSTS is 'http://hooks.example': 'http://hooks.example' is an addr
WEBHOOK_HOSTS=*                            | WEBHOOK_HOSTS is '*': * is every host, a stranger's too.
WEBHOOK_HOSTS=.hooks.example               | WEBHOOK_HOSTS is '.hooks.example': a name that begins with a full
OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318 | OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4318': write its address
WEB_CONCURRENCY=two                        | WEB_CONCURRENCY is 'two': write a whole number from 1 to 64.
WEB_CONCURRENCY=0                          | WEB_CONCURRENCY is '0': write a whole number from 1 to 64.
FORWARDED_ALLOW_IPS=proxy                  | FORWARDED_ALLOW_IPS is 'proxy': write addresses parted by commas
STORED_PAGES=sometimes                     | STORED_PAGES is 'sometimes': it is a switch. Write on or off.
STORED_PAGES_MEMORY=32MB                   | STORED_PAGES_MEMORY is '32MB': write a whole number from 0 to 10000.
OPS_PORT=8000                              | OPS_PORT is that of the site, too. Take another, or leave it out.
OPS_HOST=127.0.0.1                         | OPS_HOST is the host of OPS_PORT: set that, too.
OPS_HOST=here/ OPS_PORT=9100               | OPS_HOST is 'here/': write an address of this machine
LOG_FORMAT=xml                             | LOG_FORMAT is 'xml': write line or json.
LOG_LEVEL=loud                             | LOG_LEVEL is 'loud': write DEBUG, INFO, WARNING, ERROR or CRITICAL.
DEBUG=maybe                                | DEBUG is 'maybe': it is a switch. Write on or off.
DEBUG=on SITE_URL=https://a.example        | DEBUG is on: under https:// it would show the code to strangers.
DATABSE_URL=postgres://u:zqsecret@host/base | DATABSE_URL is no setting. Write DATABASE_URL, or leave it out.
ALLOWED_HOST=a.example                     | ALLOWED_HOST is no setting. Write ALLOWED_HOSTS, or leave it out.
DATABASE_URI=zqsecret                      | DATABASE_URI is no setting. Write DATABASE_URL, or leave it out.
SECERT_KEY=zqsecret                        | SECERT_KEY is no setting. Write SECRET_KEY, or leave it out.
DJANGO_SECRET_KEY=zqsecret                 | DJANGO_SECRET_KEY is no setting. Write SECRET_KEY, or leave it out.
site_url=https://a.example                 | site_url is no setting. Write SITE_URL, or leave it out.
WEB_CONCURENCY=2                           | WEB_CONCURENCY is no setting. Write WEB_CONCURRENCY, or leave it out.
"""

# The environment | the setting | its value, as Python prints it
RIGHT = """
SITE_URL=HTTPS://News.Example.ORG          | SITE_URL        | 'https://news.example.org'
SITE_URL=HTTPS://news.example.org          | SECOND_FACTOR   | 'required'
SITE_URL=https://news.example.org/         | SITE_URL        | 'https://news.example.org'
SITE_URL= https://news.example.org         | SITE_URL        | 'https://news.example.org'
SITE_URL=https://[::1]:8000                | SITE_URL        | 'https://[::1]:8000'
SITE_URL=https://a.example                 | ALLOWED_HOSTS   | ['a.example', '127.0.0.1', 'localhost', '[::1]']
SITE_URL=^                                 | SITE_URL        | 'http://127.0.0.1:8000'
PORT=8123                                  | SITE_URL        | 'http://127.0.0.1:8123'
HOST=0.0.0.0                               | ALLOWED_HOSTS   | ['0.0.0.0', '127.0.0.1', 'localhost', '[::1]']
HOST=::1                                   | HOST            | '[::1]'
SITE_URL=https://b.example ALLOWED_HOSTS=A.example,,b.example | ALLOWED_HOSTS | ['a.example', 'b.example']
SITE_URL=https://a.b.example ALLOWED_HOSTS=.b.example | ALLOWED_HOSTS | ['.b.example']
ALLOWED_HOSTS=^                            | ALLOWED_HOSTS   | ['127.0.0.1', 'localhost', '[::1]']
SITE_NAME=^                                | SITE_NAME       | 'Off the Wire'
SITE_CONTACT=night@news.example            | SITE_CONTACT    | 'mailto:night@news.example'
SITE_CONTACT=https://news.example/contact  | SITE_CONTACT    | 'https://news.example/contact'
TIME_ZONE=^                                | TIME_ZONE       | 'UTC'
TIME_ZONE=Europe/Vienna                    | TIME_ZONE       | 'Europe/Vienna'
SECRET_KEY=x                               | SECRET_KEY      | 'x'
SECRET_KEY=c SECRET_KEY_FALLBACKS=b, a     | SECRET_KEY_FALLBACKS | ['b', 'a']
SECOND_FACTOR=REQUIRED                     | SECOND_FACTOR   | 'required'
EMAIL_URL=^                                | EMAIL_URL       | None
EMAIL_FROM=Desk <desk@news.example>        | EMAIL_FROM      | 'Desk <desk@news.example>'
WEBSUB_HUB=^                               | WEBSUB_HUB      | ''
WEBSUB_HUB=https://hub.example.org/        | WEBSUB_HUB      | 'https://hub.example.org/'
WEBSUB_HUB=http://127.0.0.1:9000/publish?of=news | WEBSUB_HUB | 'http://127.0.0.1:9000/publish?of=news'
WEBSUB_HUB=http://[::1]:80/                | WEBSUB_HUB      | 'http://[::1]:80/'
WEBHOOK_HOSTS=hooks.example, 10.0.0.7      | WEBHOOK_HOSTS   | ['hooks.example', '10.0.0.7']
TICKER_EMBED_ANCESTORS=https://a.example, *.b.example | TICKER_EMBED_ANCESTORS | ['https://a.example', '*.b.example']
LOG_LEVEL=info                             | LOG_LEVEL       | 'INFO'
WEB_CONCURRENCY=^                          | WEB_CONCURRENCY | 2
FORWARDED_ALLOW_IPS=10.0.0.0/8, ::1        | FORWARDED_ALLOW_IPS | '10.0.0.0/8,::1'
STORED_PAGES=no                            | STORED_PAGES    | False
DEBUG=True                                 | DEBUG           | True
VAR_DIR=/srv/wire                          | STATIC_ROOT     | PosixPath('/srv/wire/static')
"""


def rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()]


def environment_of(text):
    """Return the environment of a row: a word in capitals before an equals sign begins a setting."""
    parts, environment = text.split(" "), {}
    for part in parts:
        name, mark, value = part.partition("=")
        if mark and name.replace("_", "").isalnum() and (not environment or name.isupper()):
            environment[name] = value
        else:
            environment[list(environment)[-1]] += f" {part}"
    return {name: value.replace("~", "\n").replace("^", "") for name, value in environment.items()}


@pytest.mark.parametrize(("text", "sentence"), rows(WRONG))
def test_wrong_setting_is_told_in_one_sentence_without_a_secret(text, sentence):
    faults = read_environment(environment_of(text)).faults

    assert [fault.sentence[: len(sentence)] for fault in faults] == [sentence]
    assert not any(secret in fault.sentence for fault in faults for secret in ("zq", "secret@"))


@pytest.mark.parametrize(("text", "name", "value"), rows(RIGHT))
def test_right_setting_is_taken(text, name, value):
    configuration = read_environment(environment_of(text))

    assert configuration.faults == ()
    assert repr(configuration.values[name]) == value


def test_empty_and_blank_values_count_as_none():
    nothing = read_environment({})

    assert nothing.faults == ()
    assert read_environment({setting.name: "" for setting in SETTINGS}) == nothing
    assert read_environment({setting.name: " \t" for setting in SETTINGS}) == nothing


def test_all_faults_are_told_at_once():
    faults = read_environment({"SITE_URL": "x", "ALLOWED_HOSTS": "*", "PORT": "x", "LOGLEVEL": "info"}).faults

    assert sorted(fault.name for fault in faults) == ["ALLOWED_HOSTS", "LOGLEVEL", "PORT", "SITE_URL"]


OTHERS = """
DATABASE_PORT DJANGO_SETTINGS_MODULE FILE_NAME HOME HOSTNAME LOGNAME NEWSROOM_COUNTS OTEL_SERVICE_NAME PGHOST POST
REDIS_URL TZ
"""


@pytest.mark.parametrize("name", OTHERS.split())
def test_names_of_other_programs_are_left_alone(name):
    assert read_environment({name: "x"}).faults == ()


# The environment | what is said, or its beginning
REMARKS = """
EMAIL_HOST=mail.example                    | EMAIL_HOST is not read here: set EMAIL_URL instead, like smtp://user:password@
EMAIL_HOST=h EMAIL_HOST_PASSWORD=zqsecret  | EMAIL_HOST and EMAIL_HOST_PASSWORD are not read here: set EMAIL_URL
DEFAULT_FROM_EMAIL=desk@a.example          | DEFAULT_FROM_EMAIL is not read here: set EMAIL_FROM instead, like desk@news
DB_HOST=h DB_NAME=n DB_PASSWORD=zqsecret   | DB_HOST, DB_NAME and DB_PASSWORD are not read here: set DATABASE_URL
POSTGRES_PASSWORD=zqsecret                 | POSTGRES_PASSWORD is not read here: set DATABASE_URL instead, like postgres://
REDIS_URL=redis://:zqsecret@h              | REDIS_URL is not read here: set CACHE_URL instead, like redis://:password@host
MEDIA_ROOT=/mnt/media                      | MEDIA_ROOT is not read here: set MEDIA_STORAGE_URL instead, like s3://
CSRF_TRUSTED_ORIGINS=https://a.example     | CSRF_TRUSTED_ORIGINS is not read here: set SITE_URL instead, like https://
SECURE_PROXY_SSL_HEADER=x                  | SECURE_PROXY_SSL_HEADER is not read here: set TRUSTED_PROXIES instead, like
SECRET_KEY_FILE=/run/secrets/key           | SECRET_KEY_FILE is not read here: set SECRET_KEY to what stands in that fi
"""


@pytest.mark.parametrize("row", REMARKS.strip().splitlines())
def test_names_of_elsewhere_are_told_where_ours_are_missing(row):
    environment, said = (part.strip() for part in row.split("|"))

    configuration = read_environment(dict(pair.split("=", 1) for pair in environment.split()))

    assert configuration.faults == ()
    assert [remark[: len(said)] for remark in configuration.remarks] == [said]
    assert "zq" not in "".join(configuration.remarks)


def test_nothing_is_told_where_the_setting_is_there_or_the_name_is_empty():
    assert read_environment({"EMAIL_HOST": "h", "EMAIL_URL": "console://", "REDIS_URL": " "}).remarks == ()


def test_no_name_of_elsewhere_is_taken_for_a_slip():
    names = [name for names in ELSEWHERE.values() for name in names.split()]

    assert {name: likely_name(name) for name in names if likely_name(name)} == {}


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("postgres://u:p%2Fw@db.example:5433/wire", ("postgresql", "u", "p/w", "db.example", 5433, "wire", None)),
        ("PostgreSQL://u@db.example/wire", ("postgresql", "u", "", "db.example", "", "wire", None)),
        (
            "postgres://%2Fvar%2Frun%2Fpostgresql/wire?sslmode=require",
            ("postgresql", "", "", "/var/run/postgresql", "", "wire", {"sslmode": "require"}),
        ),
        ("sqlite:////srv/two%20words/wire.sqlite3", ("sqlite3", "", "", "", "", "/srv/two words/wire.sqlite3", None)),
        ("", ("sqlite3", "", "", "", "", f"{CHECKOUT}/var/newsroom.sqlite3", None)),
    ],
)
def test_address_of_a_database_is_read(address, parts):
    configuration = read_environment({"DATABASE_URL": address})

    database = configuration.values["DATABASE_URL"]
    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert configuration.faults == ()
    assert (database["ENGINE"].rpartition(".")[2], *map(database.get, names), database.get("OPTIONS")) == parts


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("smtp://mail.example", ("smtp", "mail.example", 25, "", "", False, False, 10)),
        ("smtp://u:p%40w@mail.example:587/?tls=True", ("smtp", "mail.example", 587, "u", "p@w", True, False, 10)),
        ("submission://mail.example", ("smtp", "mail.example", 587, "", "", True, False, 10)),
        ("smtps://mail.example?timeout=30", ("smtp", "mail.example", 465, "", "", False, True, 30)),
        ("console://", ("console", None, None, "", "", False, False, 10)),
    ],
)
def test_address_of_a_mail_server_is_read(address, parts):
    mail = read_environment({"EMAIL_URL": address}).values["EMAIL_URL"]

    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL", "TIMEOUT")
    assert (mail["EMAIL_BACKEND"].split(".")[-2], *(mail[f"EMAIL_{name}"] for name in names)) == parts


def test_address_of_a_redis_is_taken_with_its_user_and_base():
    address = "REDISS://wire:p%2Fw@cache.example:6380/2"

    assert read_environment({"CACHE_URL": address}).values["CACHE_URL"] == {
        "BACKEND": "newsroom.guarded_cache.GuardedRedisCache",
        "LOCATION": "rediss://wire:p%2Fw@cache.example:6380/2",
    }
