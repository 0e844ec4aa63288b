"""Renditions: data that comes back, pages that hold, templates that cannot escape."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import re
import typing
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from briefs import HOSTILE, SAMPLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import model
from generator.codec.json import digest, dumps, loads
from generator.documents import words
from generator.documents.renderers import RENDERERS, from_json, odd, render, to_json
from generator.documents.renderers.templates import fill
from generator.documents.renderers.wording import issue, language_tag, long_date
from generator.errors import EvidenceError, TemplateError, UnknownNameError
from generator.model import Brief
from generator.resources import SCHEMA, TEMPLATES

BRIEFS = [pytest.param(SAMPLE, id="sample"), pytest.param(HOSTILE, id="hostile")]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
briefs = st.builds(Brief, title=texts, dated=st.dates().map(str))


@st.composite
def whole_briefs(draw: st.DrawFn) -> Brief:
    """Briefs of any content at all, as the types allow it."""
    st.register_type_strategy(str, texts)
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    return draw(st.from_type(Brief))


def schema() -> dict[str, typing.Any]:
    """The published schema."""
    found: dict[str, typing.Any] = json.loads(SCHEMA.read_text("utf-8"))
    return found


# --- JSON


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(whole_briefs())
def test_json_and_back_is_the_identity(brief: Brief) -> None:
    """Any brief comes back from JSON as it was, through bytes."""
    assert from_json(loads(dumps(brief))) == brief


@pytest.mark.parametrize("brief", BRIEFS)
def test_json_holds_to_the_published_schema(brief: Brief) -> None:
    """What is written validates against the schema that ships."""
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(dumps(brief)), schema())


def test_schema_names_exactly_the_fields_of_the_model() -> None:
    """No field is missing from the schema and none is in it that the model lacks."""
    whole = schema()
    assert set(whole["properties"]) == {f.name for f in dataclasses.fields(Brief)} | {"schema", "sha256"}
    inner = {
        "source": "Source",
        "speaker": "Speaker",
        "certainty": "Certainty",
        "insert": "Insert",
        "excerpt": "Excerpt",
    }
    for name, kind in inner.items():
        fields = [field.name for field in dataclasses.fields(getattr(model, kind))]
        assert whole["$defs"][name]["required"] == fields == list(whole["$defs"][name]["properties"])


def test_keys_stand_in_the_order_of_the_contract() -> None:
    """Scripts and readers find the keys where the contract puts them."""
    keys = list(to_json(SAMPLE))
    assert keys[:5] == ["schema", "title", "profile", "dated", "language"]
    assert keys.index("sources") < keys.index("sections") < keys.index("key_points") < keys.index("unplaced")
    assert dumps(SAMPLE).endswith(b"}\n")


@pytest.mark.parametrize("change", [
    {"schema": "urn:other"}, {"title": 3}, {"title": None}, {"surprise": 1}, {"sources": {}}, {"key_points": [1]},
    {"generator": {"name": "x"}}, {"generator": "x"}, {"sections": [3]},
])  # fmt: skip
def test_what_is_no_brief_is_refused_with_its_place(change: dict[str, object]) -> None:
    """A wrong type, an unknown key or a missing one is an error that names where."""
    with pytest.raises(EvidenceError) as caught:
        from_json({**to_json(SAMPLE), **change})
    assert caught.value.where


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a": NaN}', "{", '{"a": Infinity}', "[" * 100_000])
def test_ambiguous_json_is_refused(text: str) -> None:
    """A key twice, numbers that JSON does not have, broken and bottomless text are errors, not guesses."""
    with pytest.raises(EvidenceError):
        loads(text)


def test_digest_does_not_depend_on_the_order_of_keys() -> None:
    """Another program may write the keys in another order; any change of a value shows."""
    data = to_json(SAMPLE)
    assert digest(dict(reversed(data.items()))) == data["sha256"]
    assert digest({**data, "title": data["title"] + "."}) != data["sha256"]


def test_unknown_format_names_the_known_ones() -> None:
    """A format that is not there says which are."""
    with pytest.raises(UnknownNameError, match="json"):
        render(SAMPLE, "docs")
    assert list(RENDERERS) == ["json", "html", "pdf", "docx", "md", "eml"]


# --- HTML


class Page(HTMLParser):
    """Tags with attributes, and the visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if self.tags and self.tags[-1][0] not in ("script", "style"):
            self.text += data

    def all(self, attribute: str) -> list[str]:
        """The values of an attribute in order."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


@pytest.fixture(params=BRIEFS)
def page(request: pytest.FixtureRequest) -> Page:
    """The HTML of each brief."""
    return Page(render(request.param, "html").data.decode())


def test_page_has_unique_ids_and_no_dead_links(page: Page) -> None:
    """Every link inside the page leads somewhere, whatever the ids of the excerpts are."""
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"\S+", id_) for id_ in ids)
    inside = {href[1:] for href in page.all("href") if href.startswith("#")}
    assert inside <= set(ids)


def test_only_safe_links_and_nothing_is_fetched(page: Page) -> None:
    """Links go to http, https or mailto; no image, style, script or frame is loaded from anywhere."""
    outside = [href for href in page.all("href") if not href.startswith("#")]
    assert all(href.startswith(("http://", "https://", "mailto:")) for href in outside)
    assert page.all("src") == page.all("srcset") == page.all("action") == []
    assert {tag for tag, _ in page.tags} & {"img", "link", "iframe", "object", "embed", "form", "base"} == set()
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    assert [tag for tag, _ in page.tags].count("script") == 2


def test_headings_have_no_gaps_and_landmarks_are_there(page: Page) -> None:
    """One h1, then h2 and h3 without a jump; header, nav, main and footer; a skip link to an existing place."""
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert [tag for tag, _ in page.tags].count(landmark) == 1
    assert ("a", {"class": "skip", "href": "#note"}) in page.tags
    assert page.tags[0] == ("html", {"lang": "en"})


def test_every_table_has_headers_and_every_button_words(page: Page) -> None:
    """Tables have header cells with a scope; controls have a name."""
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.tags if tag == "th")
    assert page.text.count("Close") >= 1


def test_markup_in_stories_is_shown_as_text() -> None:
    """What a feed brings in stays text: no tag of it becomes ours, no template syntax runs."""
    shown = Page(render(HOSTILE, "html").data.decode())
    for text in ("<script>alert(1)</script>", "{{ 7*7 }}", '"><img src=x onerror=alert(1)>', "<b>Outlet</b>"):
        assert text in shown.text


def test_every_excerpt_leads_to_its_marked_passage_and_back() -> None:
    """The words of an excerpt stand marked in the full text, and both link to each other."""
    html = render(SAMPLE, "html").data.decode()
    shown = Page(html)
    for number, excerpt in enumerate(SAMPLE.excerpts(), 1):
        marked = re.findall(rf'<mark(?: id="m\d+")? data-of="(?:\d+ )*{number}(?: \d+)*">(.*?)</mark>', html, re.DOTALL)
        words = re.sub(r"<[^>]+>", "", "".join(marked)).replace("&#39;", "'")
        assert words == excerpt.text
        assert {f"#m{number}", f"#e{number}"} <= set(shown.all("href"))
    assert shown.all("data-excerpt") == [excerpt.id for excerpt in SAMPLE.excerpts()]


def test_foreign_words_carry_their_language() -> None:
    """A French quotation in an English note is read out in French."""
    html = render(SAMPLE, "html").data.decode()
    assert re.search(r'<blockquote lang="fr"[^>]*><p><bdi>« Rien sur', html)
    assert 'lang="x' not in render(HOSTILE, "html").data.decode()


def test_blanks_are_labelled_and_never_filled() -> None:
    """What only the officer may say stands as a heading with an empty place."""
    shown = Page(render(SAMPLE, "html").data.decode()).text
    assert shown.count("To be completed") == 3
    for heading in SAMPLE.blanks:
        assert heading in shown


def test_characters_that_hide_are_told_with_their_code_points() -> None:
    """Reordering controls are shown as notes, and the list of faults names where hidden and mixed letters are."""
    html = render(HOSTILE, "html").data.decode()
    body = html[: html.index('<script type="application/json"')]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", body)
    assert "‹U+202E›" in body
    assert "U+200B" in body
    assert "mixes alphabets" in body


def test_french_labels_are_complete() -> None:
    """A page with French labels says so, and dates follow French form."""
    html = render(dataclasses.replace(SAMPLE, language="fr", dated=dt.date(2025, 8, 1)), "html").data.decode()
    assert '<html lang="fr">' in html
    assert "1er août 2025" in html
    assert long_date("2025-08-15T23:00:00+02:00", words.of("en")) == "August 15, 2025"


def test_unknown_language_falls_back_to_english_words() -> None:
    """A language without a catalog says so in the page's language, and Chinese is named by country."""
    assert '<html lang="en">' in render(dataclasses.replace(SAMPLE, language="tlh"), "html").data.decode()
    assert (language_tag("zh"), language_tag("x y", "en")) == ("zh-CN", "en")


def test_the_purpose_is_in_the_language_of_the_labels() -> None:
    """The usual purposes are translated, one of a house's own stays."""
    for language, purpose, shown in (
        ("fr", "For information", "Pour information"),
        ("fr", "À classer", "À classer"),
        ("en", "For information", "For information"),
    ):
        identity = dataclasses.replace(SAMPLE.identity, purpose=purpose)
        brief = dataclasses.replace(SAMPLE, language=language, identity=identity)
        for name in ("html", "md"):
            assert shown in render(brief, name).data.decode().partition('<script type="application/json"')[0]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sources", [SAMPLE.sources, SAMPLE.sources[:1], SAMPLE.sources[1:3], SAMPLE.sources[5:6], ()])
def test_the_issue_is_one_sentence_without_a_colon(language: str, sources: tuple[model.Source, ...]) -> None:
    """The line says on what the note rests; the subject stands in the title above, and is not said twice."""
    said = issue(dataclasses.replace(SAMPLE, sources=sources), words.of(language))
    assert said.endswith(".")
    assert ":" not in said
    assert SAMPLE.title not in said


def test_the_filter_is_only_offered_with_the_script() -> None:
    """Each choice has a label of its own, all sections and speakers are choices, and it is hidden at first."""
    html = render(SAMPLE, "html").data.decode()
    form = re.search(r'<fieldset class="filter"[^>]* hidden>.*?</fieldset>', html, re.DOTALL)
    assert form
    choices = Page(form.group())
    assert choices.all("for") == [id_ for id_ in choices.all("id") if id_.startswith("by-")]
    values = choices.all("value")
    assert [section.id for section in SAMPLE.sections] == values[1:5]
    names = {excerpt.speaker.name for excerpt in SAMPLE.excerpts() if excerpt.speaker}
    assert all(name in choices.text for name in names)
    assert values[-1] == "0"
    assert set(Page(html).all("data-voice")) == set(values[6:])


def test_fonts_stand_inside_the_page() -> None:
    """Four faces as data, none by address, each small enough to carry along."""
    faces = re.findall(
        r'src: url\(data:font/woff2;base64,([^)]+)\) format\("woff2"\)', render(SAMPLE, "html").data.decode()
    )
    assert len(faces) == 4
    assert all(len(face) < 32_000 for face in faces)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_have_the_contrast_of_wcag_aa() -> None:
    """Text has 4.5 to 1 against both grounds, lines that carry meaning and the focus ring 3 to 1, light and dark."""
    light, dark = (TEMPLATES / "css/colours.css").read_text("utf-8").split("@media")
    for css in (light, dark):
        colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))
        for ground in ("paper", "panel"):
            assert all(contrast(colour[c], colour[ground]) >= 4.5 for c in ("ink", "soft", "head", "link", "accent"))
            assert all(contrast(colour[c], colour[ground]) >= 3 for c in ("strong-line", "focus"))
        assert contrast(colour["mark"], colour["mark-ink"]) >= 4.5


def test_print_colours_have_the_contrast_of_wcag_aa() -> None:
    """Each text colour of the printed page has 4.5 to 1 against white and the tint of the key points."""
    css = (TEMPLATES / "css/print.css").read_text("utf-8")
    for colour in set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", css)):
        assert min(contrast(colour, "#ffffff"), contrast(colour, "#f3f5f8")) >= 4.5, colour


# --- Markdown


def test_markdown_shows_words_not_markup() -> None:
    """Signs that Markdown would take for markup are escaped, and each excerpt is there."""
    text = render(HOSTILE, "md").data.decode()
    assert "<script>" not in text.replace(r"\<", "")
    assert r"\[a link\](https://example.org/x)" in text
    assert r"> \# Not a heading" in text
    plain = re.sub(r"\\(.)", r"\1", render(SAMPLE, "md").data.decode())
    for excerpt in SAMPLE.excerpts():
        assert excerpt.display in plain


# --- templates


def folder_with(tmp_path: Path, files: dict[str, str]) -> Path:
    """A user's folder of templates."""
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return tmp_path


def test_a_users_block_replaces_ours_and_the_rest_stays(tmp_path: Path) -> None:
    """A file of the same name that extends ours overrides one block."""
    mine = '{% extends "house/brief.html.j2" %}{% block issue %}<p>Our own words</p>{% endblock %}'
    html = render(SAMPLE, "html", templates=folder_with(tmp_path, {"brief.html.j2": mine})).data.decode()
    assert "Our own words" in html
    assert 'id="issue"' not in html
    assert html.count("<article") == html.count("</article>") == 23


def test_a_users_part_style_and_words_replace_ours(tmp_path: Path) -> None:
    """Partial templates, style sheets and single labels are replaced by files of the same name."""
    files = {
        "parts/imprint.html.j2": "<p>Imprint of the house</p>",
        "css/colours.css": ":root { --ink: #010101; }",
        "locale/en.po": 'msgctxt "key_points"\nmsgid "Key points"\nmsgstr "In short"\n',
    }
    html = render(SAMPLE, "html", templates=folder_with(tmp_path, files)).data.decode()
    for text in ("Imprint of the house", "--ink: #010101", "In short", "Issue"):
        assert text in html


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("one\n{{ brief.nothing }}", "brief.html.j2, line 2"),
        ("one\ntwo\n{% if %}", "brief.html.j2, line 3"),
        ('{% include "none.j2" %}', "none.j2"),
        ("{{ 1 / 0 }}", "line 1"),
        ('x\n{{ asset("css/bad.css") }}', "brief.html.j2, line 2"),
        ("{{ ''.__class__.__mro__ }}", "line 1"),
        ("{{ brief.__init__.__globals__ }}", "line 1"),
        ("{{ asset.__globals__ }}", "line 1"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "line 1"),
        ('{{ asset("../../../../etc/passwd") }}', "line 1"),
        ("{% do brief.warnings.append(1) %}", "line 1"),
        ("{{ 'a' * 90000000000000 }}", "brief.html.j2"),
    ],
)
def test_a_template_that_fails_or_reaches_out_names_its_place(tmp_path: Path, text: str, where: str) -> None:
    """Mistakes, attacks on the sandbox and excess all end in one error with template and line."""
    files = {"brief.html.j2": text, "css/bad.css": "</style><script>"}
    with pytest.raises(TemplateError) as caught:
        fill(SAMPLE, "brief.html.j2", folder=folder_with(tmp_path, files))
    assert where in str(caught.value)


def test_errors_of_templates_come_out_of_the_child_as_they_are(tmp_path: Path) -> None:
    """A user's templates run in a child process; what fails there names template and line all the same."""
    with pytest.raises(TemplateError, match=r"brief\.md\.j2, line 2"):
        render(SAMPLE, "md", templates=folder_with(tmp_path, {"brief.md.j2": "one\n{{ brief.nothing }}"}))


def test_words_that_are_amiss_name_their_file_and_line(tmp_path: Path) -> None:
    """A slip in a user’s catalog is an error with file and line, in this process and in the child."""
    folder = folder_with(
        tmp_path, {"locale/en.po": 'msgctxt "key_points"\nmsgid "Key points"\nmsgstr "%(n)d in short"\n'}
    )
    for name in ("html", "docx"):
        with pytest.raises(TemplateError, match=r"locale/en\.po, line 1: .*%\(n\)d"):
            render(SAMPLE, name, templates=folder)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A slip in the path does not silently give our own templates."""
    with pytest.raises(TemplateError, match="no such template folder"):
        render(SAMPLE, "md", templates=tmp_path / "missing")


# --- characters


@given(texts)
def test_visible_text_holds_no_control(text: str) -> None:
    """Nothing that reorders or breaks a page is left, and plain text is left alone."""
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", odd.visible(text))
    assert odd.visible("Plain, “curly” — é 漢 שלום") == "Plain, “curly” — é 漢 שלום"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\u200bb", "U+200B"),
        ("\u202eabc", "U+202E"),
        ("p\u0430y", "U+0430"),
        ("\u0421anada", "U+0421"),
    ],
)
def test_notes_name_the_code_points(text: str, says: str) -> None:
    """Hidden characters and look-alike letters are told; honest foreign words are not."""
    (note,) = odd.notes([("Excerpt 1", text)], words.of("en"))
    assert note.startswith("Excerpt 1")
    assert says in note
    assert odd.notes([("Excerpt 1", "Łódź, Москва, Αθήνα, µm, naïve, École")], words.of("en")) == ()


def crowded(count: int) -> Brief:
    """The sample brief with its first excerpt also in `count` more sources."""
    first = next(section for section in SAMPLE.sections if section.excerpts)
    others = tuple(
        dataclasses.replace(SAMPLE.sources[0], id=f"other-{n}", title=f"Other {n}", copy_of=None) for n in range(count)
    )
    places = tuple(model.Occurrence(source.id, 0, 10) for source in others)
    excerpt = dataclasses.replace(first.excerpts[0], also_in=places)
    section = dataclasses.replace(first, excerpts=(excerpt, *first.excerpts[1:]))
    sections = tuple(section if one is first else one for one in SAMPLE.sections)
    return dataclasses.replace(SAMPLE, sections=sections, sources=(*SAMPLE.sources, *others))


@pytest.mark.parametrize("template", ["print.html.j2", "email.html.j2", "email.txt.j2", "brief.md.j2"])
def test_of_many_sources_that_say_the_same_paper_names_one(template: str) -> None:
    """Three are named; of thirty the first and the number of the others, whose titles take no room in the list."""
    few, many = fill(crowded(3), template), fill(crowded(30), template)
    assert "and 29 more" in many
    if template != "brief.md.j2":
        assert [f"Other {n}" in many for n in range(3)] == [True, False, False]
    assert all(f"Other {n}" in few for n in range(3))


def test_the_page_names_all_sources_that_say_the_same() -> None:
    """It has the room, and leads to each."""
    page = fill(crowded(30), "brief.html.j2")
    assert all(f"Other {n}<" in page for n in range(30))
