"""The job's file: what holds, what is said of each mistake, and that secrets stay secret."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.renderers import RENDERERS
from generator.drafting.rankers import RANKERS
from generator.errors import UsageError
from generator.jobs import config
from generator.jobs.config import Address, Job, Secret

LEAST = """
name = "least"
output = "briefs"

[[sources]]
name = "Courier"
feed = "https://news.example.org/feed.xml"
"""
MAIL = """
[[deliveries]]
kind = "mail"
name = "Desk"
server = "mail.example.org"
sender = "briefs@example.org"
to = ["desk@example.org"]
"""
HIDDEN = "correct-horse"


def switched_on(sample: str) -> str:
    """The sample with everything that a "#" at the start of a line switches off."""
    return re.sub(r"^# (?=\[|\w+ = )", "", sample, flags=re.MULTILINE)


def whole_sample(folder: Path) -> str:
    """The sample with everything switched on, and the key and folder that it then names in `folder`."""
    (folder / "house").mkdir()
    (folder / "signing-key").write_text("key", encoding="utf-8")
    return switched_on(config.sample())


def test_sample_holds() -> None:
    """What `brief run --sample` prints is a job."""
    assert config.parse(config.sample()).schedule.at == dt.time(5, 30)


def test_sample_holds_with_everything_switched_on(tmp_path: Path) -> None:
    """Every line of the sample that a "#" switches off is right, too."""
    job = config.parse(whole_sample(tmp_path), folder=tmp_path)
    assert [delivery.kind for delivery in job.deliveries] == ["folder", "mail", "webhook"]
    assert len(job.sources) == 3
    assert job.monitor


def test_sample_shows_every_key() -> None:
    """The commented sample that users start from names every key there is."""
    shown = set(re.findall(r"^(?:# )?(\w+) = |^(?:# )?\[+(\w+)", config.sample(), re.MULTILINE))
    deliveries = (config.FolderDelivery, config.MailDelivery, config.WebhookDelivery)
    for table in (Job, config.Schedule, config.SourceRule, config.Monitor, *deliveries):
        assert table.model_fields.keys() <= {key for pair in shown for key in pair}


def test_sample_tells_the_defaults() -> None:
    """A value that the sample writes out is the one that holds without it."""
    bare = config.parse(LEAST)
    job = config.parse(config.sample())
    differing = {key for key in Job.model_fields if getattr(job, key) != getattr(bare, key)}
    assert differing == {"name", "sources", "output"}


def test_schema_is_in_step() -> None:
    """The shipped JSON Schema is the one that the classes make."""
    assert config.SCHEMA.read_text(encoding="utf-8") == config.schema(), "write config.schema() to config.SCHEMA"


def test_schema_accepts_what_holds_and_refuses_mistakes(tmp_path: Path) -> None:
    """Editors see the sample as right, and an unknown key, a wrong word and a path for an address as wrong."""
    check = jsonschema.Draft202012Validator(json.loads(config.SCHEMA.read_text(encoding="utf-8")))
    check.check_schema(check.schema)
    whole = tomllib.loads(whole_sample(tmp_path))
    assert not list(check.iter_errors(whole))
    for mistake in ({"nmae": "x"}, {"language": "Français"}, {"window": "1 week"}, {"schedule": {"at": "5:30"}}):
        assert list(check.iter_errors(whole | mistake)), mistake
    assert list(check.iter_errors(whole | {"monitor": {"url": "/etc/passwd"}}))


def test_formats_and_rankers_are_those_that_there_are() -> None:
    """A job may name every format and ranker there is, and no other."""
    properties = json.loads(config.schema())["properties"]
    assert set(properties["formats"]["items"]["enum"]) == set(RENDERERS)
    assert set(properties["ranker"]["enum"]) == set(RANKERS)


def test_labels_may_be_in_any_language_that_has_a_catalog(tmp_path: Path) -> None:
    """A catalog in the job's own templates is another language."""
    (tmp_path / "house" / "locale").mkdir(parents=True)
    (tmp_path / "house" / "locale" / "iu.po").write_text("", encoding="utf-8")
    text = 'language = "iu"\n' + LEAST
    assert config.parse(f'templates = "house"\n{text}', folder=tmp_path).language == "iu"
    with pytest.raises(UsageError, match="there is no language 'iu'"):
        config.parse(text, folder=tmp_path)


def test_least_job_holds() -> None:
    """One source is enough; the rest has values that work."""
    job = config.parse(LEAST, folder=Path("/srv/briefs"))
    assert job.window == dt.timedelta(hours=26)
    assert job.output == Path("/srv/briefs/briefs")
    assert (job.sources[0].most, job.sources[0].max_bytes, job.sources[0].robots) == (50, 5_000_000, True)
    assert len(job.schedule.days) == 7


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("name = ", "nmae = ", ":2: nmae: unknown key (did you mean 'name'?)"),
        ('name = "least"', 'name = "No Good"', ":2: name: this must match the pattern"),
        (
            'name = "least"',
            'profile = "canada-us-rusia"',
            ":2: profile: there is no profile 'canada-us-rusia' (did you",
        ),
        ('name = "least"', 'profile = "mine.toml"', ":2: profile: there is no file /srv/briefs/mine.toml"),
        ('name = "least"', 'formats = ["pfd"]', ":2: formats.1: this must be 'pdf'"),
        ('name = "least"', 'formats = ["pfd"]', "(did you mean 'pdf'?)"),
        ('name = "least"', "formats = []", ":2: formats: give at least one"),
        ('name = "least"', 'formats = "pdf"', ":2: formats: this must be a list, in square brackets"),
        ('name = "least"', 'ranker = "sumy-lexrank"', "(did you mean 'sumy-lex-rank'?)"),
        ('name = "least"', "pages = 0", ":2: pages: this must be at least 1"),
        ('name = "least"', 'window = "26 hours"', ":2: window: this is not a length of time"),
        ('name = "least"', 'window = "900d"', ":2: window: a window is at most 366 days long"),
        ('name = "least"', 'sign = "no-key"', ":2: sign: there is no key /srv/briefs/no-key"),
        ('name = "least"', 'templates = "nowhere"', ":2: templates: there is no folder /srv/briefs/nowhere"),
        (
            'name = "least"',
            'language = "fra"',
            ":2: language: there is no language 'fra' (did you mean 'fr'?)",
        ),
        ('name = "least"', 'language = "FR"', ":2: language: this must match the pattern"),
        ('name = "least"', 'output = ["x"]', "this is not valid TOML"),
        ('name = "least"', "pages = ", ":2: this is not valid TOML"),
        ("feed = ", "fede = ", ":7: sources.1.fede: unknown key (did you mean 'feed'?)"),
        ("https://news.example.org/feed.xml", "/etc/passwd", ":7: sources.1.feed: this is a path"),
        ("https://news.example.org/feed.xml", "file:///etc/passwd", ":7: sources.1.feed: this is a path"),
        ("https://news.example.org/feed.xml", "~/feed.xml", ":7: sources.1.feed: this is a path"),
        ("https://news.example.org/feed.xml", "ftp://example.org/x", ":7: sources.1.feed: this is not a web address"),
        ("https://news.example.org/feed.xml", "https://", ":7: sources.1.feed: this address has no valid host"),
        ("https://news.example.org/feed.xml", "https://a:99999/", ":7: sources.1.feed: this address has no valid host"),
        ("https://news.example.org/feed.xml", "https://a.org/a b", ":7: sources.1.feed: an address cannot contain"),
        ('feed = "https:', 'folder = "https:', ":7: sources.1.folder: this is an address, not a folder"),
        ('feed = "https:', 'folder = "stories"\npage = "https:', ":5: sources.1: a source needs exactly one of"),
        ('feed = "https://news.example.org/feed.xml"', "", ":5: sources.1: a source needs exactly one of"),
        ('feed = "https://news.example.org/feed.xml"', 'folder = "../../etc"', ":7: sources.1.folder: this leads out"),
        ('feed = "https://news.example.org/feed.xml"', 'folder = "briefs/in"', "keep stories out of the output folder"),
        ('feed = "https://news.example.org/feed.xml"', 'folder = "."', "keep stories out of the output folder"),
        (
            'feed = "https://news.example.org/feed.xml"',
            'feed = { evn = "X" }',
            ":7: sources.1.feed: write the value",
        ),
        ("[[sources]]", "[sources]", ":5: sources: this must be a list, in square brackets; a list of tables has two"),
        ("[[sources]]", '[schedule]\nat = "25:00"\n[[sources]]', ":6: schedule.at: this is not a time of day"),
        ("[[sources]]", "[schedule]\nat = 05:30:01\n[[sources]]", ":6: schedule.at: this is not a time of day"),
        ("[[sources]]", '[schedule]\nzone = "America/Toronot"\n[[sources]]', "(did you mean 'America/Toronto'?)"),
        ("[[sources]]", '[schedule]\nzone = "America"\n[[sources]]', "there is no time zone 'America'"),
        ("[[sources]]", '[schedule]\ndays = ["mno"]\n[[sources]]', ":6: schedule.days.1: this must be 'mon'"),
        (
            "[[sources]]",
            '[monitor]\nulr = "https://a.org"\n[[sources]]',
            "monitor.ulr: unknown key (did you mean 'url'?)",
        ),
        (
            "[[sources]]",
            "monitor = 5\n[[sources]]",
            ":5: monitor: this must be a table, with its name",
        ),
        ("[[sources]]", MAIL.replace("mail", "mial", 1) + "[[sources]]", "(did you mean 'mail'?)"),
        (
            "[[sources]]",
            MAIL.replace("kind", "knid") + "[[sources]]",
            "set 'kind' to one of 'folder', 'mail'",
        ),
        ("[[sources]]", MAIL.replace("server", "sevrer") + "[[sources]]", ":9: deliveries.1.sevrer: unknown key (did"),
        ("[[sources]]", MAIL.replace("mail.", "smtp://mail.") + "[[sources]]", "server: this is not a host name"),
        (
            "[[sources]]",
            MAIL.replace('"desk@', '"desk') + "[[sources]]",
            "deliveries.1.to.1: this is not an e-mail address",
        ),
        ("[[sources]]", MAIL + 'user = "u"\n[[sources]]', "deliveries.1: to log in, give both user and password"),
        ("[[sources]]", MAIL + MAIL + "[[sources]]", "deliveries.2.name: the name 'Desk' is used twice"),
        (
            "[[sources]]",
            MAIL + 'formats = ["docx"]\n[[sources]]',
            ":12: deliveries.1.formats: the job does not make",
        ),
        ('name = "Courier"', 'name = "a\\nb"', ":6: sources.1.name: a name cannot contain line breaks"),
        (
            "[[sources]]",
            MAIL + 'tls = "none"\nuser = "u"\npassword = "p"\n[[sources]]',
            "deliveries.1: a password needs encryption",
        ),
        (
            "[[sources]]",
            '[[deliveries]]\nkind = "folder"\nname = "x"\npath = "briefs"\n[[sources]]',
            ":8: deliveries.1.path: this is the output folder itself",
        ),
    ],
)
def test_mistakes_name_line_and_key(was: str, now: str, said: str) -> None:
    """A mistake is reported with file, line, key and the nearest known key, and exits with 2."""
    with pytest.raises(UsageError) as caught:
        config.parse(LEAST.replace(was, now, 1), where="mine.toml", folder=Path("/srv/briefs"))
    assert said in str(caught.value)
    assert "mine.toml:" in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_mistakes_are_reported_at_once_in_order() -> None:
    """Three mistakes are three lines, in the order of the file."""
    wrong = LEAST.replace("output", "outptu").replace("name =", "nmae =").replace("https:", "htps:")
    with pytest.raises(UsageError) as caught:
        config.parse(wrong, where="mine.toml")
    lines = [int(line) for line in re.findall(r"mine\.toml:(\d+): ", str(caught.value))]
    assert lines == sorted(lines)
    assert {2, 3, 6, 7} <= set(lines)


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    """A job that is not there, or not text, is named in the error, with what to do."""
    with pytest.raises(UsageError, match=r"none\.toml: the job cannot be read .* brief run --sample"):
        config.load(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"odd\.toml: the job cannot be read \(it is not UTF-8\)"):
        config.load(tmp_path / "odd.toml")


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the job is started, its paths are the same; `~` is the user's home."""
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "mine.toml").write_text("", encoding="utf-8")
    text = LEAST.replace('name = "least"', 'profile = "mine.toml"').replace('"briefs"', '"~/briefs"')
    text = text.replace('feed = "https://news.example.org/feed.xml"', 'folder = "in/../stories"')
    (tmp_path / "job" / "brief.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    job = config.load(Path("job/brief.toml"))
    assert job.profile == str(tmp_path / "job" / "mine.toml")
    assert job.output == tmp_path / "home" / "briefs"
    assert job.sources[0].folder == tmp_path / "job" / "stories"


def test_a_folder_elsewhere_is_declared_by_its_whole_path() -> None:
    """A folder outside that of the file is read where the file says so in full."""
    text = LEAST.replace('feed = "https://news.example.org/feed.xml"', 'folder = "/data/stories"')
    assert config.parse(text, folder=Path("/srv")).sources[0].folder == Path("/data/stories")


def test_times_may_be_texts_or_times_of_toml() -> None:
    """`at = "05:30"` and `at = 05:30:00` are the same."""
    times = {config.parse(LEAST + f"[schedule]\nat = {at}\n").schedule.at for at in ('"05:30"', "05:30:00")}
    assert times == {dt.time(5, 30)}


@pytest.mark.parametrize(("text", "minutes"), [("90m", 90), ("26h", 1560), ("3d", 4320), ("366d", 527_040)])
def test_windows(text: str, minutes: int) -> None:
    """A window is a number of minutes, hours or days."""
    assert config.parse(f'window = "{text}"\n{LEAST}').window == dt.timedelta(minutes=minutes)


def test_no_secret_is_shown() -> None:
    """Neither the job's values nor their JSON show a password or token, wherever in the file it stands."""
    text = LEAST.replace("https://news", f"https://reader:{HIDDEN}@news").replace("feed.xml", f"x?key={HIDDEN}")
    text += MAIL + f'user = "{HIDDEN}"\npassword = "{HIDDEN}"\n'
    text += f'[[deliveries]]\nkind = "webhook"\nname = "Chat"\nurl = "https://a.org/{HIDDEN}"\nsecret = "{HIDDEN}"\n'
    text += f'[monitor]\nurl = "https://a.org/{HIDDEN}"\n'
    job = config.parse(text)
    shown = [repr(job), str(job), job.model_dump_json(), repr(job.model_dump()), f"{job.sources[0].feed}"]
    assert not [one for one in shown if HIDDEN in one]
    feed = job.sources[0].feed
    assert feed
    assert feed.shown == "https://•••@news.example.org/x?•••"
    assert HIDDEN in feed.reveal()


def test_mistakes_do_not_repeat_secrets() -> None:
    """An error about an address does not show it, for it may hold a password."""
    with pytest.raises(UsageError) as caught:
        config.parse(LEAST.replace("https://news", f"htps://reader:{HIDDEN}@news"))
    assert HIDDEN not in str(caught.value)


def test_secrets_are_looked_up_where_they_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job holds without its secrets; each is read when it is needed, with a clear error where there is none."""
    text = LEAST + MAIL + 'user = { env = "BRIEF_USER" }\npassword = { file = "password" }\n'
    monkeypatch.delenv("BRIEF_USER", raising=False)
    (mail,) = config.parse(text, folder=tmp_path).deliveries
    assert isinstance(mail, config.MailDelivery)
    assert mail.user
    assert mail.password
    with pytest.raises(UsageError, match="the environment variable BRIEF_USER"):
        mail.user.reveal()
    with pytest.raises(UsageError, match="cannot be read"):
        mail.password.reveal()
    monkeypatch.setenv("BRIEF_USER", "briefs")
    (tmp_path / "password").write_text(f"{HIDDEN}\n", encoding="utf-8")
    assert (mail.user.reveal(), mail.password.reveal()) == ("briefs", HIDDEN)
    (tmp_path / "password").write_text("\n", encoding="utf-8")
    with pytest.raises(UsageError, match="there is no secret in"):
        mail.password.reveal()


def test_an_address_that_is_looked_up_is_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path in the variable that should hold an address is refused when it is used (threat 6)."""
    monkeypatch.setenv("BRIEF_FEED", "file:///etc/passwd")
    address = Address(env="BRIEF_FEED")
    with pytest.raises(UsageError, match="BRIEF_FEED: this is a path"):
        address.reveal()
    monkeypatch.setenv("BRIEF_FEED", "https://news.example.org/")
    assert address.reveal() == "https://news.example.org/"
    assert address.shown == config.MASK


@given(st.text(max_size=60) | st.from_regex(r"https?://[^/]{0,20}(/.{0,20})?", fullmatch=True))
def test_addresses_are_web_addresses_or_refused(text: str) -> None:
    """Whatever the text, it is an http(s) address with a host, or refused; what is accepted can be shown."""
    try:
        web = config.web_address(text)
    except ValueError:
        return
    assert re.match(r"https?://[^/\s]", web, re.IGNORECASE)
    assert Address(text=web).shown.lower().startswith(("http://", "https://"))


@given(st.from_regex(r"[a-z0-9]{12}", fullmatch=True))
def test_masked_addresses_tell_no_secret(secret: str) -> None:
    """User, password and query of an address are never shown."""
    address = Address(text=f"https://{secret}:{secret}@example.org:8443/feed?token={secret}#{secret}")
    assert secret not in address.shown
    assert secret not in repr(Secret(text=secret))
