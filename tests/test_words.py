"""Headings and labels: catalogs, plurals, dates, numbers, typography, and labels that are French throughout."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes, policy
from pathlib import Path

import pikepdf
import pytest
from briefs import HOSTILE, SAMPLE
from dated import DATED
from hypothesis import given
from hypothesis import strategies as st

from generator.documents import words
from generator.documents.languages import label_languages
from generator.documents.renderers import Press, render, to_json
from generator.documents.words import Labels, catalog
from generator.documents.words.catalog import PLACE, Catalog, read
from generator.drafting.brief import notes
from generator.drafting.selection.french.dates import written
from generator.drafting.selection.relative import canadian
from generator.errors import TemplateError
from generator.model import Article, Brief, Document, Failure, Reading, Signature
from generator.resources import DATA, TEMPLATES

NARROW, BROAD = "\u202f", "\u00a0"


def ours(language: str) -> Catalog:
    """Our catalog of a language."""
    name = f"locale/{language}.po"
    return read((TEMPLATES / name).read_bytes(), name)


LANGUAGES = tuple(sorted(place.stem for place in (TEMPLATES / "locale").glob("*.po")))


def folder_with(tmp_path: Path, text: str, name: str = "fr") -> Path:
    """A user's folder with a catalog."""
    (tmp_path / "locale").mkdir(exist_ok=True)
    (tmp_path / "locale" / f"{name}.po").write_text(text, "utf-8")
    return tmp_path


def entry(key: str, english: str, other: str) -> str:
    """An entry as it stands in a file."""
    return f'msgctxt "{key}"\nmsgid "{english}"\nmsgstr "{other}"\n\n'


# --- the catalogs that are shipped


def test_english_and_french_are_shipped() -> None:
    """The two official languages are there."""
    assert {"en", "fr"} <= set(LANGUAGES)


def test_label_languages_are_the_catalogs_that_are_there(tmp_path: Path) -> None:
    """A catalog in the user's folder adds its language; other files and an empty folder change nothing."""
    assert label_languages() == label_languages(tmp_path) == LANGUAGES
    folder_with(tmp_path, "", "iu")
    folder_with(tmp_path, "", "fr")
    folder_with(tmp_path, "", "notes-2")
    assert label_languages(tmp_path) == tuple(sorted({*LANGUAGES, "iu"}))


def test_label_languages_load_no_catalog() -> None:
    """The languages are known without Babel, which is slow to load."""
    code = (
        "import sys; from generator.documents.languages import label_languages as f; f(); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_all_languages_have_the_same_keys_texts_and_places(language: str) -> None:
    """Each catalog has every key in the order of the English one, under the same msgid, with the same values."""
    english, other = ours("en"), ours(language)
    assert [one.key for one in other.entries] == [one.key for one in english.entries]
    for one, its in zip(english.entries, other.entries, strict=True):
        assert (one.places, one.is_plural) == (its.places, its.is_plural), one.key
    ids = [re.findall(r"^msgid(?:_plural)? (.*)", text(name), re.MULTILINE) for name in ("en", language)]
    assert ids[0] == ids[1]


def text(language: str) -> str:
    """The file of a language."""
    return (TEMPLATES / f"locale/{language}.po").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_takes_values_is_marked_for_translators(language: str) -> None:
    """An entry has the flag python-format if and only if it has a place for a value."""
    for block in text(language).split("\n\n")[1:]:
        if "msgctxt" in block:
            assert ("#, python-format" in block) == bool(re.search(r"%\(\w+\)[ds]", block)), block


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_of_more_than_one_thing_have_plurals(language: str) -> None:
    """A text that counts has a form for each plural, and its other numbers do not need one."""
    for one in ours(language).entries:
        if "%(count)d" in "".join(one.forms):
            assert one.is_plural, one.key


def test_no_key_is_hidden_by_a_method() -> None:
    """Templates write `label.key`: no key may be the name of something that the words can do."""
    assert not {one.key for one in ours("en").entries} & set(dir(Labels))


def test_every_key_is_used() -> None:
    """No entry is left over: each stands in a template or in the code, whole or as the first part of a name."""
    package = DATA.parent
    places = [*TEMPLATES.rglob("*.j2"), *package.rglob("*.py")]
    code = "\n".join(place.read_text("utf-8") for place in places)
    for one in ours("en").entries:
        stem, _, rest = one.key.partition(".")
        said = [rf"label\.{one.key}\b", rf"['\"]{re.escape(one.key)}['\"]", rf"['\"]{stem}\.[\"{{]"]
        said += (
            [rf"['\"]{rest}(?:_counted)?['\"]", rf"['\"]{rest.removesuffix('_counted')}['\"]"]
            if stem == "notes"
            else []
        )
        assert any(re.search(one_way, code) for one_way in said), one.key


# --- what a language does with values


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 0, "0 stories have no date."),
        ("en", 1, "1 story has no date."),
        ("en", 12345, "12,345 stories have no date."),
        ("fr", 0, "0 article n’est pas daté."),
        ("fr", 1, "1 article n’est pas daté."),
        ("fr", 12345, f"12{NARROW}345 articles ne sont pas datés."),
    ],
)
def test_plurals_and_numbers_follow_the_language(language: str, count: int, said: str) -> None:
    """The catalog's rule picks the form (0 is singular in French), and thousands are set apart as is usual."""
    assert words.of(language).say("notes.undated_counted", count=count) == said


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_the_labels_write_dates_as_the_inserts_do(day: dt.date) -> None:
    """It is "August 15, 2025" and "1er août 2025" in the labels as in brackets within a source."""
    assert words.of("en").date(day) == canadian(day)
    assert words.of("fr").date(day) == written(day)


def test_a_date_can_take_another_form(tmp_path: Path) -> None:
    """A pattern under a key of one's own, with the names of the language."""
    found = words.of("fr", folder_with(tmp_path, entry("month", "MMMM y", "MMMM y")))
    assert found.date(dt.date(2025, 8, 1), "month") == "août 2025"


def test_shares_and_quotations_follow_the_language() -> None:
    """Per cent and quotation marks, with spaces that do not break."""
    assert (words.of("en").percent(0.87), words.of("en").quoted("x")) == ("87%", "“x”")
    assert words.of("fr").percent(0.87) in (f"87{NARROW}%", f"87{BROAD}%")
    assert words.of("fr").quoted("x") == f"«{BROAD}x{BROAD}»"


def test_french_punctuation_has_spaces_that_do_not_break() -> None:
    """One before ":" and within « », a narrow one before ; ! ?, and nowhere a common one there."""
    french = [form for forms in words.of("fr").texts.values() for form in forms]
    assert any(f"{NARROW};" in form for form in french)
    assert words.of("fr")["colon"] == f"{BROAD}: "
    for form in french:
        assert not re.search(r" [:;!?»]|« |\w[;!?](?!\w)", form), form


def test_a_tag_with_a_country_finds_the_language() -> None:
    """`fr-CA` has French words and stays what the page says of itself; what is not known is English."""
    assert (words.of("fr-CA").language, words.of("fr-CA")["sources"]) == ("fr-CA", words.of("fr")["sources"])
    assert words.of("../fr").language == words.of("").language == words.of("tlh").language == "en"


def test_a_value_that_is_missing_is_named() -> None:
    """Neither a text that there is not nor one without its values comes out half."""
    with pytest.raises(LookupError, match="'nothing'"):
        words.of("en").say("nothing")
    with pytest.raises(LookupError, match="'excerpt' needs a value for 'number'"):
        words.of("en").say("excerpt")


@given(st.text())
def test_values_are_put_in_as_they_are(value: str) -> None:
    """No sign in a value is taken for a place, and none of it is lost."""
    assert words.of("en").say("notes.empty", title=value) == f"Nothing in the sources belongs under “{value}”."


# --- a user's own


def test_single_entries_replace_ours(tmp_path: Path) -> None:
    """A file of a few entries is enough; the rest stays, typography included, and new keys may be added."""
    mine = entry("issue", "Issue", "Objet : en bref") + entry("motto", "For all", "Pour tous")
    found = words.of("fr", folder_with(tmp_path, mine))
    assert (found["issue"], found["motto"]) == (f"Objet{BROAD}: en bref", "Pour tous")
    assert found["sources"] == words.of("fr")["sources"]
    assert words.of("fr")["issue"] == "Enjeu"


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    """What is kept between briefs does not outlive the file."""
    for said in ("Objet", "Sujet"):
        assert words.of("fr", folder_with(tmp_path, entry("issue", "Issue", said)))["issue"] == said


def polish(**changes: str) -> str:
    """A whole catalog in a third language: English words with a mark before them, and the Polish rule of plurals."""
    head = (
        'msgid ""\nmsgstr ""\n"Language: pl\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"\n\n'
    )
    blocks = []
    for one in ours("en").entries:
        mark = "" if one.key.startswith("date_form") else "§"
        first, last = one.forms[0], one.forms[-1]
        lines = [f'msgctxt "{one.key}"', f'msgid "{first}"', f'msgstr "{mark}{changes.get(one.key, first)}"']
        if one.is_plural:
            lines[2:] = [f'msgid_plural "{last}"', *(f'msgstr[{n}] "§{n} {last}"' for n in range(3))]
        blocks.append("\n".join(lines))
    return head + "\n\n".join(blocks) + "\n"


def test_a_third_language_needs_nothing_but_its_file(tmp_path: Path) -> None:
    """Its own rule picks among three plurals, and a page says in which language it is."""
    folder = folder_with(tmp_path, polish(), "pl")
    found = words.of("pl", folder)
    forms = [found.say("times", count=count) for count in (1, 3, 5, 12, 22)]
    assert forms == ["§0 1 times", "§1 3 times", "§2 5 times", "§2 12 times", "§1 22 times"]
    html = render(dataclasses.replace(SAMPLE, language="pl"), "html", templates=folder).data.decode()
    assert '<html lang="pl">' in html
    assert "§Key points" in html


@pytest.mark.parametrize(
    ("broken", "where", "says"),
    [
        (entry("issue", "Issue", ""), "line 1", "has no text"),
        (
            entry("issue", "Issue", "Objet") + entry("gap", "x", "y") + entry("issue", "Issue", "x"),
            "line 9",
            "already used in line 1",
        ),
        (
            "\n" + entry("excerpt", "Excerpt %(number)s", "Extrait %(numero)s"),
            "line 2",
            "unknown placeholders: %(numero)s",
        ),
        (entry("excerpt", "Excerpt %(numero)s", "Extrait %(numero)s"), "line 1", "unknown placeholders: %(numero)s"),
        (entry("excerpt", "Excerpt %(number)s", "Extrait 100 % %(number)s"), "line 1", "write '%%'"),
        (entry("times", "%(count)d times", "%(count)d fois"), "line 1", "needs plural forms"),
        ('msgctxt "times"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "line 1", "has no text"),
        ("#, fuzzy\n" + entry("issue", "Issue", "Objet"), "line 2", "fuzzy"),
        ('msgid "Issue"\nmsgstr "Objet"\n', "line 1", "no key"),
        (entry("date_form", "MMMM d, y", "JJ MMMM"), "line 1", "not a date pattern"),
        ('msgctxt "issue"\nmsgid "Issue"\n\nmsgctxt "gap"\n', "line 2", "missing msgstr"),
        ('msgctxt "issue"\nmsgid "Issue"\nmsgstr "Objet"\nissue = "Objet"\n', "line 4", ""),
    ],
)
def test_what_is_amiss_is_told_by_file_and_line(tmp_path: Path, broken: str, where: str, says: str) -> None:
    """Gaps, doubles, slips in places, plurals and dates, and what is no PO file: where it is and what to do."""
    with pytest.raises(TemplateError) as caught:
        words.of("fr", folder_with(tmp_path, broken))
    assert caught.value.where == f"locale/fr.po, {where}"
    assert says in caught.value.what
    assert caught.value.remedy


def test_bytes_that_are_no_text_are_told_by_line(tmp_path: Path) -> None:
    """A file in Latin-1 is named, with the line of the first letter that gives it away."""
    folder = folder_with(tmp_path, "")
    (folder / "locale" / "fr.po").write_bytes(b'msgctxt "issue"\nmsgid "Issue"\nmsgstr "Enjeu \xe9"\n')
    with pytest.raises(TemplateError, match=r"locale/fr\.po, line 3: the file is not in UTF-8"):
        words.of("fr", folder)


def test_a_language_with_gaps_is_an_error(tmp_path: Path) -> None:
    """A document with half its labels in English is not made: the first word that is missing is named."""
    with pytest.raises(TemplateError, match=r"locale/pl\.po: the entry 'issue' is missing, in English “Issue”"):
        words.of("pl", folder_with(tmp_path, polish().replace('msgctxt "issue"', 'msgctxt "isue"'), "pl"))


def test_a_rule_or_language_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    """A plural in no known form, and a file named after no language."""
    with pytest.raises(TemplateError, match=r"locale/pl\.po, line 1: the plural rule"):
        words.of("pl", folder_with(tmp_path, polish().replace("n%10>=2", "n+$"), "pl"))
    with pytest.raises(TemplateError, match=r"locale/qqx\.po: the language 'qqx' is unknown"):
        words.of("qqx", folder_with(tmp_path, polish(), "qqx"))


@given(st.binary(max_size=200))
def test_any_bytes_give_a_catalog_or_an_error(data: bytes) -> None:
    """Whatever lies in a user's folder, the answer is one of ours."""
    for whole in (data, b'msgctxt "issue"\n' + data, b'msgid ""\nmsgstr ""\n"Plural-Forms: ' + data):
        with contextlib.suppress(TemplateError):
            assert all(all(one.forms) for one in read(whole, "locale/fr.po").entries)


def test_a_machine_without_memory_is_not_the_fault_of_a_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs out while a sound file is read is memory, and it is said to be that."""

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(catalog, "read_po", fail)
    with pytest.raises(MemoryError):
        read(entry("issue", "Issue", "Numéro").encode(), "locale/fr.po")


# --- French labels


BARE = re.compile(
    r"\{#.*?#\}|\{% block keywords %\}.*?\{% endblock|\{%.*?%\}|\{\{.*?\}\}|&nbsp;| lang=|briefing-note-generator",
    re.DOTALL,
)
SPOKEN = re.compile(r'\b(?:title|alt|aria-label|placeholder|summary)="([^"]*)"')


@pytest.mark.parametrize("place", sorted(TEMPLATES.rglob("*.j2")), ids=lambda place: place.name)
def test_templates_have_no_words_of_their_own(place: Path) -> None:
    """What is left of a template without its expressions, tags, styles and scripts has no letter."""
    bare = re.sub(
        r"<style>.*?</style>|^@.*?$", "", BARE.sub("", place.read_text("utf-8")), flags=re.DOTALL | re.MULTILINE
    )
    assert not [said for said in SPOKEN.findall(bare) if re.search(r"[A-Za-z]", said)]
    assert not re.findall(r"[A-Za-z]+", re.sub(r"<[^<>]*>", "", bare))


def in_french(brief: Brief) -> Brief:
    """`brief` signed, with French labels."""
    return dataclasses.replace(brief, language="fr", signature=Signature("A. B.", "c" * 68, "d" * 88))


def lines_of(brief: Brief, name: str) -> list[str]:
    """What a reader sees of a brief in a format: the texts between tags, or the lines."""
    data = render(brief, name).data
    if name == "html":
        return texts_of(data.decode().partition('<script type="application/json"')[0])
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [part for part in package.namelist() if re.match(r"word/(?:document|foot|header)", part)]
            return [line for part in sorted(parts) for line in texts_of(package.read(part).decode())]
    if name == "eml":
        message = message_from_bytes(data, policy=policy.default)
        plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None
        assert html is not None
        return [*plain.get_content().splitlines(), *texts_of(html.get_content())]
    return data.decode().splitlines()


def texts_of(page: str) -> list[str]:
    """The texts between the tags of a page, and those of its attributes that are read out."""
    page = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
    spoken = re.findall(r'(?:title|aria-label|tooltip)="([^"]*)"', page)
    return [line.strip() for line in [*re.sub(r"<[^>]*>", "\n", page).splitlines(), *spoken] if line.strip()]


def fragments() -> list[str]:
    """What English texts say between their places, where it is long enough to be nobody else's words."""
    french = {form for forms in words.of("fr").texts.values() for form in forms}
    parts = {
        part.strip(" .,:;“”()")
        for key, forms in words.of("en").texts.items()
        if not key.startswith("date_form")
        for form in forms
        if form not in french
        for part in PLACE.split(form)
        if part and part not in "ds"
    }
    return sorted(part for part in parts if " " in part)


@pytest.mark.parametrize("name", ["html", "md", "docx", "eml"])
@pytest.mark.parametrize("brief", [SAMPLE, HOSTILE, DATED], ids=["sample", "hostile", "dated"])
def test_french_labels_have_no_english_words(brief: Brief, name: str) -> None:
    """No English label is left, and text that is the same in both languages is the brief's own."""
    french = in_french(dataclasses.replace(brief, warnings=(), gaps=()))
    english = dataclasses.replace(french, language="en")
    shown, other = lines_of(french, name), lines_of(english, name)
    own = strings_of(to_json(french))
    found = [part for part in fragments() if part in "\n".join(shown) and part not in own]
    assert found == []
    same = {line for line in shown if line in set(other)}
    known = own + " ".join(form for forms in words.of("fr").texts.values() for form in forms)
    known += known.upper()  # the headings of a plain e-mail
    assert [word for line in sorted(same) for word in re.findall(r"[^\W\d_]{3,}", line) if word not in known] == []


def strings_of(value: object) -> str:
    """All texts in a value of JSON."""
    if isinstance(value, dict):
        return " ".join(map(strings_of, value.values()))
    return " ".join(map(strings_of, value)) if isinstance(value, list) else str(value)


def test_the_french_pdf_has_french_names_inside(tmp_path: Path) -> None:
    """Page numbers and the descriptions of attached files are in the language of the labels."""
    with Press() as press:
        data = render(in_french(SAMPLE), "pdf", press=press).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = sorted(file.description for file in pdf.attachments.values())
        assert pdf.Root.Lang == "fr"
    assert names[0].startswith("La note sous forme de données")
    assert names[1].startswith(f"Source 1{BROAD}: ")


def test_french_notes_are_french_throughout() -> None:
    """All that a brief says of itself, at length and counted."""
    documents = [
        Document(Article("a", "Le port", "x", published="2025-08-15", dropped=3, source="Le Quai"), (), ()),
        *(Document(Article(name, f"La ville {name}", "x"), (), ()) for name in "bcdef"),
    ]
    reading = Reading(tuple(d.article for d in documents), (Failure("c.txt", "vide"),) * 2)
    for terse in (False, True):
        said = notes.warnings(
            reading, documents, {"b": "a"}, ["c"], "fr", unprinted=["Contexte"], more_conflicts=2,
            is_dated_today=True, terse=terse,
        )  # fmt: skip
        assert [part for part in fragments() if part in "\n".join(said)] == []
        assert any("« Contexte »".replace(" ", BROAD) in note for note in said)
    assert notes.say("more_conflicts", "en", count=1).endswith("1 more point, which is not listed.")
