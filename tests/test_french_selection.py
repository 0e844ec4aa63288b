"""French passages that stand alone: names for pronouns, French dates, nothing that points to what is not printed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.article import analyse
from generator.documents.display import apply
from generator.drafting.passages.french import FORM
from generator.drafting.selection import StandAlone, stand_alone, summarize
from generator.drafting.selection.french import dated
from generator.drafting.selection.french.dates import written
from generator.drafting.selection.french.leaning import connective
from generator.model import Article, Document

DAY = dt.date(2025, 8, 15)  # a Friday
HEAD = "La ministre des Pêches, Léa Roy, a visité le port jeudi matin. "


def read(text: str) -> Document:
    """A French story of 15 August 2025, analysed."""
    (document,) = analyse([Article(id="a", title="", text=text, published=DAY.isoformat(), language="fr")])
    return document


def last(text: str, *, follows: bool = False, known: tuple[str, ...] = ()) -> StandAlone:
    """How the last passage of a text stands."""
    document = read(text)
    return stand_alone(document.passages[-1], document, day=DAY, follows=follows, known=known)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            HEAD + "Elle a dit que le port ouvrira bientôt.",
            "[Léa Roy, ministre des Pêches,] a dit que le port ouvrira bientôt.",
        ),
        (
            HEAD + "« Le port ouvrira bientôt », a-t-elle ajouté.",
            "« Le port ouvrira bientôt », a-t-elle [Léa Roy, ministre des Pêches] ajouté.",
        ),
        (
            HEAD + "Selon elle, le port ouvrira bientôt.",
            "Selon elle [Léa Roy, ministre des Pêches], le port ouvrira bientôt.",
        ),
        (HEAD + "Mme Roy a dit que le port ouvrira.", "[Léa Roy, ministre des Pêches,] a dit que le port ouvrira."),
        (HEAD + "La ministre a dit que le port ouvrira.", "La ministre [Léa Roy] a dit que le port ouvrira."),
        (HEAD + "Le port ouvrira, a précisé son bureau.", "Le port ouvrira, a précisé son bureau [bureau de Léa Roy]."),
        (HEAD + "Le port de M. Luc Côté est ouvert à tous.", "Le port de M. Luc Côté est ouvert à tous."),
    ],
)
def test_those_who_are_meant_are_named_in_brackets(text: str, shown: str) -> None:
    """A pronoun at the head is replaced, any other has the name after it; surnames and descriptions are completed."""
    standing = last(text)
    assert not standing.refusal
    assert standing.display == shown


def test_a_role_before_the_name_keeps_its_article() -> None:
    """A prime minister is introduced as the article does it, and without role after "de"."""
    head = "Le premier ministre Luc Côté a visité le port jeudi matin. "
    assert last(head + "Il a dit que le port ouvrira.").display == (
        "[Le premier ministre Luc Côté] a dit que le port ouvrira."
    )
    assert last(head + "Le port de M. Côté est ouvert à tous.").display == "Le port de [Luc Côté] est ouvert à tous."


@pytest.mark.parametrize(
    "text",
    [
        "Luc Côté et Marc Roy sont venus au port. Il a dit que le port ouvrira.",
        "Le port est fermé depuis mardi. Ils ont dit que le port ouvrira.",
        "Le port est fermé depuis mardi. Cette décision a surpris tout le monde.",
        "Le port est fermé depuis mardi. Les deux hommes ont quitté la salle hier.",
        "Le port est fermé depuis mardi. Cela ne plaît pas aux gens du port.",
        "Le port est fermé depuis mardi. Je veux bien parier sur sa réouverture.",
        "Le port est fermé depuis mardi. Personne ne veut parler contre lui ici.",
        "Le port est fermé depuis mardi. Son avenir est incertain pour tous ici.",
    ],
)
def test_what_stays_open_is_not_used(text: str) -> None:
    """An open "il", "ils", "cette", "cela", "lui" or "son", and the reporter's own "je", keep a passage out."""
    assert last(text).refusal


@pytest.mark.parametrize(
    "text",
    [
        "Le port est fermé. Il faut que tout le monde le sache bien.",
        "Le port est fermé. Cette semaine, tout le monde est parti ailleurs.",
        "Le port est fermé. Les deux ministres, Léa Roy et Luc Côté, sont partis.",
        "Le port est fermé. La part des bateaux augmente, alors qu’elle était faible.",
    ],
)
def test_what_is_clear_by_itself_stands(text: str) -> None:
    """Empty pronouns, dates, names that follow and nouns of the same sentence need nothing."""
    assert not last(text).refusal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cependant, le port est resté fermé tout ce temps.", "[…] le port est resté fermé tout ce temps."),
        ("Mais le port est resté fermé tout ce temps.", "[…] le port est resté fermé tout ce temps."),
        ("Or, le port est resté fermé tout ce temps.", "[…] le port est resté fermé tout ce temps."),
    ],
)
def test_leading_connectives_are_cut(text: str, shown: str) -> None:
    """What joins a passage to the one before is left out visibly."""
    assert last("La ville est grande. " + text).display == shown


def test_connectives_inside_words_stay() -> None:
    """The connective "mais" is cut, "Maisons" is not; "ainsi" needs its comma."""
    assert connective("Maisons et ports sont vides.") is None
    assert connective("Ainsi va la vie au port.") is None
    assert connective("Ainsi, la vie va au port.") == (0, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le port a fermé jeudi.", "Le port a fermé jeudi [14 août 2025]."),
        ("Le port ouvrira lundi.", "Le port ouvrira lundi [18 août 2025]."),
        ("Le port a fermé hier.", "Le port a fermé hier [14 août 2025]."),
        ("Le port ferme aujourd’hui.", "Le port ferme aujourd’hui [15 août 2025]."),
        ("Le port ferme vendredi.", "Le port ferme vendredi [15 août 2025]."),
        ("Le port a fermé lundi dernier.", "Le port a fermé lundi dernier [11 août 2025]."),
        ("Le port ouvrira lundi prochain.", "Le port ouvrira lundi prochain."),
        ("Le port a fermé le mardi 5 août.", "Le port a fermé le mardi 5 août."),
        ("Aujourd’hui, le port ferme.", "Aujourd’hui [15 août 2025], le port ferme."),
        ("Il l’a dit à Aujourd’hui en France.", "Il l’a dit à Aujourd’hui en France."),
        ("Le port a fermé vendredi saint.", "Le port a fermé vendredi saint."),
        ("Une réunion lundi au port.", "Une réunion lundi au port."),
    ],
)
def test_relative_dates_are_dated_where_they_are_sure(text: str, expected: str) -> None:
    """Days are dated by the verbs beside them, in the French form; where those do not tell, nothing is added."""
    assert apply(text, dated(text, DAY)) == expected


def test_the_first_of_a_month_is_written_as_the_french_do() -> None:
    """1er, then plain numbers."""
    assert written(dt.date(2025, 5, 1)) == "1er mai 2025"
    assert written(dt.date(2025, 5, 2)) == "2 mai 2025"


def test_quoted_days_are_left_alone() -> None:
    """A day in a quotation counts from the moment of speaking."""
    assert dated("« Je pars jeudi », a-t-il dit.", DAY, [(0, 17)]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il part.", ("Il", "pronoun")),
        ("« Cela suffit », dit Léa Roy.", ("Cela", "demonstrative")),
        ("De plus, le port ferme.", ("De plus", "connective")),
        ("De plus en plus de gens partent.", None),
        ("Aussi grand que le port.", ("Aussi", "connective")),
        ("Ce matin, le port ferme.", None),
        ("C’est le port qui ferme.", None),
        ("L’île est belle.", None),
        ("Sonia part.", None),
    ],
)
def test_openings_that_lean_are_known(text: str, expected: tuple[str, str] | None) -> None:
    """First words that need the sentence before, and those that only look so."""
    found = FORM.opening(text)
    assert (found and (text[found.start : found.end], found.kind)) == expected


def test_a_summary_brings_what_a_passage_leans_on() -> None:
    """A statement with a bare "a-t-elle" comes with the sentence that names the speaker, or not at all."""
    document = read(HEAD + "« Le port ouvrira bientôt », a-t-elle ajouté. Les bateaux attendent au large depuis mardi.")
    text = document.article.text
    chosen = [span.of(text) for _, span in summarize([document], sentences=2)]
    assert not FORM.pronoun_speaks.search(chosen[0])


WORDS = st.lists(
    st.sampled_from(
        ["Il", "a-t-il dit", "M. Côté", "Léa Roy", ",", ".", "« ", " »", "jeudi", "son bureau", "Mais", "que"]
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_display_is_the_text_with_its_inserts(words: list[str]) -> None:
    """Whatever the passage, what is shown is its text with the inserts that are listed."""
    document = read(" ".join(words) + ".")
    for passage in document.passages:
        standing = stand_alone(passage, document, day=DAY)
        assert standing.display == apply(passage.span.of(document.article.text), standing.inserts)
