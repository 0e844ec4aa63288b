"""Who the people and bodies of French stories are, in which role, and for whom they speak."""

from __future__ import annotations

import pytest

from generator.analysis.article import analyse
from generator.model import Article, Document, Speaker


def read(text: str, *, day: str | None = "2025-08-14") -> Document:
    """A French story, analysed."""
    (document,) = analyse([Article(id="a", title="", text=text, published=day, language="fr")])
    return document


def person(document: Document, name: str) -> Speaker:
    """The speaker of that name."""
    return next(speaker for speaker in document.speakers if speaker.name == name)


def voices(document: Document) -> list[tuple[str, str] | None]:
    """Name and group of the speaker of each attribution, None where it stays open."""
    return [(a.speaker.name, a.speaker.group) if a.speaker else None for a in document.attributions]


@pytest.mark.parametrize(
    ("text", "name", "role", "group", "flags"),
    [
        (
            "Le premier ministre du Canada, Mark Carney, est là.",
            "Mark Carney",
            "premier ministre du Canada",
            "Canada",
            "o",
        ),
        ("Le président français Emmanuel Macron est là.", "Emmanuel Macron", "président français", "France", "o"),
        (
            "Anita Anand, ministre des Affaires étrangères du Canada, est là.",
            "Anita Anand",
            "ministre des Affaires étrangères du Canada",
            "Canada",
            "o",
        ),
        (
            "Le porte-parole du Kremlin, Dmitri Peskov, est là.",
            "Dmitri Peskov",
            "porte-parole du Kremlin",
            "Russia",
            "o",
        ),
        (
            "L’ancien ambassadeur du Canada à Moscou Hubert Lanctôt est là.",
            "Hubert Lanctôt",
            "ancien ambassadeur du Canada à Moscou",
            "Canada",
            "fo",
        ),
        ("L’ex-ministre Luc Côté est là.", "Luc Côté", "ex-ministre", "", "fo"),
        ("Ancien diplomate à Kiev, Luc Côté est là.", "Luc Côté", "Ancien diplomate à Kiev", "", "fo"),
        (
            "Léa Roy, professeure à l’Université du Cap, est là.",
            "Léa Roy",
            "professeure à l’Université du Cap",
            "",
            "e",
        ),
        ("Léa Roy, de l’Observatoire du Nord, est là.", "Léa Roy", "Observatoire du Nord", "", "e"),
        (
            "La directrice de l’Institut du Nord, Léa Roy, est là.",
            "Léa Roy",
            "directrice de l’Institut du Nord",
            "",
            "e",
        ),
        ("Le chef du Bloc québécois, Luc Côté, est là.", "Luc Côté", "chef du Bloc québécois", "Canada", "p"),
        ("Le sénateur républicain Luc Côté est là.", "Luc Côté", "sénateur républicain", "United States", "p"),
        (
            "La première ministre de l’Alberta, Léa Roy, est là.",
            "Léa Roy",
            "première ministre de l’Alberta",
            "Alberta",
            "o",
        ),
        (
            "Le conseiller de Vladimir Poutine, Iouri Ouchakov, est là.",
            "Iouri Ouchakov",
            "conseiller de Vladimir Poutine",
            "Russia",
            "o",
        ),
    ],
)
def test_roles_beside_names_are_read(text: str, name: str, role: str, group: str, flags: str) -> None:
    """Words, country and kind of a role: o(fficial), f(ormer), e(xpert), p(arty)."""
    found = person(read(text), name)
    assert (found.role, found.group) == (role, group)
    assert (found.official, found.former, found.expert, found.party) == tuple(f in flags for f in "ofep")


def test_the_president_of_a_private_body_holds_no_office() -> None:
    """Who presides over a club speaks for no state."""
    found = person(read("Le président du Club des marins, Luc Côté, a dit que le port ferme."), "Luc Côté")
    assert not found.official
    assert not found.group


def test_transliterations_are_one_person() -> None:
    """The French spelling of a well-known name finds its office and country; the text's own spelling is kept."""
    found = person(read("Vladimir Poutine a dit que la guerre finira. M. Poutine est parti."), "Vladimir Poutine")
    assert (found.group, found.official) == ("Russia", True)


def test_the_day_decides_who_holds_an_office() -> None:
    """Justin Trudeau is prime minister in February 2025 and a former one in August."""
    text = "Justin Trudeau a dit que le port ferme."
    assert not person(read(text, day="2025-02-18"), "Justin Trudeau").former
    assert person(read(text, day="2026-08-14"), "Justin Trudeau").former


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Léa Roy est partie. Elle a dit que le port ferme.", [("Léa Roy", "")]),
        ("« Le port ferme », a dit Luc Côté. Selon lui, tout est perdu.", [("Luc Côté", ""), ("Luc Côté", "")]),
        ("Luc Côté a dit non à Léa Roy. Elle a ajouté que c’est mieux.", [None]),
        ("Luc Côté et Marc Roy sont là. Il a dit que le port ferme.", [None]),
        ("Luc Côté a parlé à Marc Roy. Ce dernier a dit que le port ferme.", [("Marc Roy", "")]),
        ("Quant à Luc Côté, il estime que le port ferme.", [("Luc Côté", "")]),
    ],
)
def test_pronouns_mean_exactly_one_or_nobody(text: str, expected: list[tuple[str, str] | None]) -> None:
    """A pronoun means the one who acted or spoke last, by gender; where two fit, or none, it stays open."""
    assert voices(read(text))[-len(expected) :] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Luc Côté est là. Il faut que le port ouvre.",
        "Luc Côté est là. Il est temps de rouvrir le port.",
        "Luc Côté est là. Que s’est-il passé ?",
    ],
)
def test_nobody_is_meant_by_an_empty_pronoun(text: str) -> None:
    """In "il faut" and "que s’est-il passé" nobody is mentioned."""
    assert [mention for mention in read(text).mentions if mention.form == "pronoun"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ottawa a dit que le port ferme.", ("Government of Canada", "Canada")),
        ("La Maison-Blanche assure que le port ferme.", ("Maison-Blanche", "United States")),
        ("L’Élysée a annoncé que le port ferme.", ("Élysée", "France")),
        ("Bruxelles exige que le port ferme.", ("European Union", "European Union")),
        ("Le gouvernement canadien affirme que le port ferme.", ("Government of Canada", "Canada")),
        ("Le ministère russe de la Défense affirme que le port ferme.", ("ministère russe de la Défense", "Russia")),
        ("Des responsables américains affirment que le port ferme.", ("Des responsables américains", "United States")),
        ("Le Bloc québécois exige que le port ferme.", ("Bloc québécois", "Canada")),
        ("Un haut responsable ukrainien dit que le port ferme.", ("Un haut responsable ukrainien", "Ukraine")),
        ("Selon un rapport de la police, le port ferme.", ("un rapport de la police", "")),
        ("Pour Moscou, le port est fermé.", ("Government of Russia", "Russia")),
    ],
)
def test_bodies_and_unnamed_sources_keep_their_words(text: str, expected: tuple[str, str]) -> None:
    """Seats stand for governments, in the names that the English tables use; unnamed sources keep their words."""
    assert voices(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("La Russie n’attaquera pas, a assuré son vice-ministre, Luc Côté.", "Russia"),
        ("À Moscou, le ministre de la Défense, Luc Côté, a dit que le port ferme.", "Russia"),
        ("(Ottawa) Le port est loin.\nLe ministre de la Défense, Luc Côté, a dit que le port ferme.", "Canada"),
        ("(Ottawa) Moscou refuse.\nLe chancelier Luc Côté a dit que le port ferme.", ""),
        ("(Ottawa) Le port est loin.\nLe porte-parole Luc Côté a dit que le port ferme.", ""),
        ("Le conseiller du Kremlin Marc Roy est là. Le porte-parole Luc Côté a dit que le port ferme.", "Russia"),
        ("(Ottawa) La route est longue.\nLe secrétaire au Trésor Luc Côté a dit que le port ferme.", "United States"),
    ],
)
def test_an_office_without_a_country_is_not_simply_ours(text: str, group: str) -> None:
    """The scene, the owner and those around decide whose office it is; the country at home comes last."""
    assert person(read(text), "Luc Côté").group == group


def test_descriptions_mean_people_named_before() -> None:
    """With "la politologue" and "le président russe" the one is meant who fits; of two ministers neither is."""
    document = read(
        "Vladimir Poutine est là. Léa Roy, politologue, aussi. Le président russe a dit non."
        " La politologue estime que oui. « Peut-être », a conclu le président russe."
    )
    assert [voice[0] for voice in voices(document) if voice][-2:] == ["Léa Roy", "Vladimir Poutine"]
    two = read("La ministre Léa Roy et la ministre Zoé Côté sont là. La ministre a dit que le port ferme.")
    assert voices(two) == [None]


def test_a_counterpart_is_the_holder_of_the_same_office() -> None:
    """After the American president "son homologue russe" is the Russian one."""
    document = read(
        "Vladimir Poutine arrive. Le président américain Donald Trump a dit que tout va bien."
        " Son homologue russe a dit que non."
    )
    assert voices(document)[-1] == ("Vladimir Poutine", "Russia")


def test_the_office_of_a_person_speaks_for_the_same_side() -> None:
    """Both "son bureau" and "le bureau de M. Carney" belong to the prime minister."""
    document = read("Mark Carney est là. Le port ferme, a dit son bureau. Le bureau de M. Carney a dit que oui.")
    assert voices(document) == [("bureau de Mark Carney", "Canada"), ("bureau de M. Carney", "Canada")]


def test_joint_speakers_have_in_common_what_both_have() -> None:
    """Two names joined by "et" speak together."""
    (voice,) = voices(read("Olaf Scholz et Emmanuel Macron ont dit que le port ferme."))
    assert voice == ("Olaf Scholz et Emmanuel Macron", "")
