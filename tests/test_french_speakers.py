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


def only_voice(text: str, *, day: str | None = "2025-08-14") -> Speaker:
    """The speaker of the last attribution of a story."""
    speaker = read(text, day=day).attributions[-1].speaker
    assert speaker is not None, read(text, day=day).attributions[-1].unresolved
    return speaker


def flags(speaker: Speaker) -> str:
    """What a speaker is, as letters: o(fficial), f(ormer), e(xpert), p(arty)."""
    known = {"o": speaker.official, "f": speaker.former, "e": speaker.expert, "p": speaker.party}
    return "".join(letter for letter, holds in known.items() if holds)


def test_a_surname_finds_the_full_name_and_the_role() -> None:
    """A later surname is the person with the role and the country of the first mention."""
    found = only_voice("Le président russe Vladimir Poutine est arrivé.\nM. Poutine a dit que le port ferme.")
    assert (found.name, found.role, found.group) == ("Vladimir Poutine", "président russe", "Russia")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Le pêcheur et maire Luc Côté est là.", "maire"),
        ("La mairesse d’Aldern Léa Roy est là.", "mairesse d’Aldern"),
        ("La mairesse d’Aldern, Léa Roy, est là.", "mairesse d’Aldern"),
        ("Léa Roy, mairesse d’Aldern, est là.", "mairesse d’Aldern"),
        ("Léa Roy, la mairesse d’Aldern, est là.", "mairesse d’Aldern"),
        ("Léa Roy, 62 ans, mairesse d’Aldern, est là.", "mairesse d’Aldern"),
        ("Léa Roy (mairesse d’Aldern) est là.", "mairesse d’Aldern"),
        ("Léa Roy est une ancienne mairesse d’Aldern.", "ancienne mairesse d’Aldern"),
        ("Léa Roy, qui est mairesse d’Aldern, est là.", "mairesse d’Aldern"),
    ],
)
def test_a_role_stands_before_or_after_its_name(text: str, role: str) -> None:
    """A role is read before the name, after it, in brackets, after "est" and after "qui est"."""
    assert next(speaker for speaker in read(text).speakers if speaker.kind == "person").role == role


@pytest.mark.parametrize(
    ("source", "name", "group"),
    [
        ("Washington", "Government of the United States", "United States"),
        ("Le Canada", "Government of Canada", "Canada"),
        ("Québec", "Government of Quebec", "Quebec"),
        ("Rideau Hall", "Rideau Hall", "Canada"),
        ("Downing Street", "Downing Street", "United Kingdom"),
        ("Le Quai d’Orsay", "Quai d’Orsay", "France"),
        ("Le Pentagone", "Pentagone", "United States"),
        ("La Commission européenne", "Commission européenne", "European Union"),
        ("Affaires mondiales Canada", "Affaires mondiales Canada", "Canada"),
    ],
)
def test_seats_and_governments_speak_for_their_countries(source: str, name: str, group: str) -> None:
    """A capital or a country is its government; a seat or a department keeps its own name."""
    found = only_voice(f"{source} a dit vendredi que le port ferme.")
    assert (found.name, found.group, found.kind, found.official) == (name, group, "organization", True)


def test_the_federal_government_is_the_one_at_home() -> None:
    """The dateline shows whose government it is."""
    assert only_voice("OTTAWA — Le gouvernement fédéral a dit que le port ferme.").name == "Government of Canada"


def test_an_administration_speaks_for_the_country_of_its_head() -> None:
    """The country comes from the person after whom it is named."""
    text = "Le président américain Donald Trump est parti. L’administration Trump a dit que le port ferme."
    assert (only_voice(text).name, only_voice(text).group) == ("administration Trump", "United States")


@pytest.mark.parametrize(
    ("source", "group", "kinds"),
    [
        ("Des responsables canadiens", "Canada", "o"),
        ("Des analystes", "", "e"),
        ("De nombreux analystes russes", "", "e"),
        ("Des dirigeants européens", "", ""),
    ],
)
def test_groups_keep_their_words(source: str, group: str, kinds: str) -> None:
    """A group is named by the words of the text, with the country that they name; experts speak for none."""
    found = only_voice(f"{source} ont dit vendredi que le port ferme.")
    assert (found.name, found.kind, found.group, flags(found)) == (source, "group", group, kinds)


@pytest.mark.parametrize(
    ("source", "group", "kinds"),
    [
        ("Un haut responsable canadien", "Canada", "o"),
        ("Un responsable de la Maison-Blanche", "United States", "o"),
        ("Un diplomate européen", "", "o"),
        ("Une source canadienne", "Canada", ""),
        ("Une source gouvernementale", "Canada", "o"),
        ("Un proche de M. Poutine", "Russia", ""),
        ("Une source proche du dossier", "", ""),
        ("Un témoin", "", ""),
    ],
)
def test_unnamed_sources_have_the_side_that_their_words_give(source: str, group: str, kinds: str) -> None:
    """A country, a seat or "gouvernemental" gives a side; knowing about a matter gives neither side nor office."""
    found = only_voice(f"OTTAWA — Le port est loin.\n{source} a dit que le port ferme.")
    assert (found.name, found.kind, found.group, flags(found)) == (source, "unnamed", group, kinds)


def test_other_governments_do_not_speak_for_the_country_at_home() -> None:
    """A dateline gives no country to several governments."""
    text = "OTTAWA — Mark Carney est rentré. De nombreux gouvernements occidentaux ont dit que le port ferme."
    assert only_voice(text).group == ""


@pytest.mark.parametrize(
    "source",
    [
        "Le chef conservateur Luc Côté",
        "Le chef du Parti conservateur du Canada, Luc Côté,",
        "Luc Côté, critique conservateur en matière de défense,",
        "Le porte-parole du NPD, Luc Côté,",
        "Le député libéral Luc Côté",
        "L’opposition officielle",
        "Les néo-démocrates",
    ],
)
def test_parties_do_not_speak_for_the_government(source: str) -> None:
    """Leaders, critics, members and parties are of the country, but hold no office of state."""
    verb = "ont" if source.startswith("Les") else "a"
    found = only_voice(f"OTTAWA — Le port est loin.\n{source} {verb} dit que le port ferme.")
    assert (found.group, flags(found)) == ("Canada", "p")


def test_a_premier_speaks_for_the_province() -> None:
    """The head of a provincial government does not speak for Canada."""
    text = "OTTAWA — Le premier ministre de l’Ontario, Luc Côté, a dit que le port ferme."
    assert only_voice(text).group == "Ontario"


@pytest.mark.parametrize(
    ("source", "group"),
    [
        ("L’ex-premier ministre Stephen Harper", "Canada"),
        ("L’ancien président américain Barack Obama", "United States"),
        ("Luc Côté, ministre de la Défense de l’époque,", ""),
        ("Luc Côté, alors ministre de la Défense,", ""),
        ("Luc Côté, ancien conseiller de Barack Obama,", "United States"),
        ("Luc Côté, ambassadeur du Canada à Kiev à la retraite,", "Canada"),
    ],
)
def test_an_office_that_is_over_is_former(source: str, group: str) -> None:
    """Words before or after the office show that it is no longer held; its country stays."""
    found = only_voice(f"{source} a dit que le port ferme.")
    assert (found.group, found.former) == (group, True)


@pytest.mark.parametrize(
    "source",
    [
        "Léa Roy, de l’Université d’Ottawa,",
        "Le spécialiste de la Russie Luc Côté",
        "La politologue Léa Roy, de l’Université d’Aldern,",
        "Léa Roy, titulaire de la Chaire d’études polaires à l’Université d’Aldern,",
        "Léa Roy, spécialiste de la Russie et de l’Ukraine,",
    ],
)
def test_scholars_are_experts_without_a_side(source: str) -> None:
    """A university in Ottawa or a subject such as Russia makes nobody speak for a country."""
    found = only_voice(f"{source} a dit que le port ferme.")
    assert (found.group, flags(found)) == ("", "e")


def test_a_general_is_found_again_by_the_rank() -> None:
    """The command gives the country, and "le général" is the one with the rank."""
    text = "Le général Luc Côté, commandant de l’armée ukrainienne, est là. Le général a dit que le port ferme."
    assert (only_voice(text).name, only_voice(text).group) == ("Luc Côté", "Ukraine")
    hyphen = only_voice("Le lieutenant-général canadien Luc Côté a dit que le port ferme.")
    assert (hyphen.name, hyphen.role) == ("Luc Côté", "lieutenant-général canadien")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Donald Trump est là. Son porte-parole, Luc Côté, a dit que le port ferme.", "Luc Côté"),
        ("Le porte-parole de M. Trump, Luc Côté, a dit que le port ferme.", "Luc Côté"),
        ("Selon Luc Côté, conseiller de M. Trump, le port ferme.", "Luc Côté"),
        ("Donald Trump est là. Ses conseillers ont dit que le port ferme.", "conseillers de Donald Trump"),
    ],
)
def test_aides_take_the_side_of_whose_they_are(text: str, name: str) -> None:
    """The country of the owner is that of the aide, who holds an office."""
    found = only_voice(text)
    assert (found.name, found.group, found.official) == (name, "United States", True)


def test_the_ambassador_speaks_for_the_country_that_sent_him() -> None:
    """The country of an embassy's seat is not that of the ambassador."""
    assert only_voice("L’ambassadeur de Russie à Ottawa, Luc Côté, a dit que le port ferme.").group == "Russia"


def test_the_prime_minister_without_more_is_the_one_at_home() -> None:
    """Of two prime ministers the one without a country is meant."""
    text = (
        "OTTAWA — Le premier ministre Mark Carney a parlé au premier ministre britannique Keir Starmer."
        " Le premier ministre a dit que le port ferme."
    )
    assert only_voice(text).name == "Mark Carney"


def test_an_unnamed_official_keeps_the_words_and_the_country() -> None:
    """What a government's official says in the next sentence is not given to anybody who is named."""
    text = (
        "Luc Côté est là. Un haut responsable canadien a dit que le port ferme. Le responsable a dit que c’est mieux."
    )
    assert [voice[0] for voice in voices(read(text)) if voice] == ["Un haut responsable canadien", "Le responsable"]


def test_spellings_of_one_name_are_one_person() -> None:
    """Both Zelensky and Zelenskyy are the president."""
    text = "Le président ukrainien Volodymyr Zelensky est à Berlin. M. Zelenskyy a dit que le port ferme."
    assert only_voice(text).name == "Volodymyr Zelensky"


def test_a_title_chooses_between_namesakes() -> None:
    """With "Mme" only the woman of that surname is meant."""
    text = "Laure Côté et Pierre Côté tiennent la ferme. Mme Côté a dit que la récolte est mauvaise."
    assert only_voice(text).name == "Laure Côté"


@pytest.mark.parametrize("role", ["un agriculteur de Halifax", "professeur à la retraite de Halifax"])
def test_the_text_wins_over_the_table(role: str) -> None:
    """A namesake with a role of his own does not hold the office."""
    found = only_voice(f"Mark Carney, {role}, a dit que la rivière est haute.")
    assert (found.group, found.official) == ("", False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anne Roy est partie. « Nous irons », a-t-elle dit.", "Anne Roy"),
        ("Anne Roy a dit oui. Elle a ajouté que le port ferme. « C’est triste », a-t-elle conclu.", "Anne Roy"),
        ("Luc Côté est parti. Selon celui-ci, le port ferme.", "Luc Côté"),
        ("Luc Côté a parlé à Marc Roy, mais celui-ci a dit que le port ferme.", "Marc Roy"),
        ("Le Bloc demande une enquête. Il exige que le port ouvre.", "Bloc"),
        ("Les libéraux demandent une enquête. Ils exigent que le port ouvre.", "libéraux"),
    ],
)
def test_pronouns_of_every_kind_find_whom_they_mean(text: str, name: str) -> None:
    """Inverted pronouns, "celui-ci", and pronouns for a party and its members mean the one before."""
    assert only_voice(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Anne Roy, Luc Côté et Anne Hébert sont partis. Elle a dit que le port ferme.",
        "Anita Anand a rencontré Dmitri Peskov à Genève. Il a dit que le port ferme.",
        "Le ministre russe Luc Côté a parlé à Léa Roy. Elle a dit que le port ferme.",
        "Moscou attaque. Il a dit que le port ferme.",
        "Luc Côté est là. Son bateau est parti. Ils ont dit que le port ferme.",
    ],
)
def test_nobody_is_guessed(text: str) -> None:
    """Where two fit, or the one who fits did not act, the pronoun stays open, with a reason."""
    (found,) = read(text).attributions
    assert found.speaker is None
    assert "not certain" in found.unresolved


@pytest.mark.parametrize(
    ("source", "name", "group"),
    [
        ("Ottawa et Québec", "Government of Canada et Government of Quebec", ""),
        ("Le Canada et la France", "Government of Canada et Government of France", ""),
        ("M. Zelensky et les Européens", "Zelensky et les Européens", ""),
        ("Les néo-démocrates et les bloquistes", "néo-démocrates et bloquistes", "Canada"),
        ("La ministre Léa Roy et son homologue français Luc Côté", "Léa Roy et Luc Côté", ""),
        ("Le premier ministre Mark Carney et la ministre Léa Roy", "Mark Carney et Léa Roy", "Canada"),
    ],
)
def test_two_who_speak_together_are_joined(source: str, name: str, group: str) -> None:
    """People, governments and groups that "et" joins speak together, for a country only if it is the same."""
    found = only_voice(f"{source} ont averti que le port ferme.")
    assert (found.name, found.group, found.kind) == (name, group, "group")


@pytest.mark.parametrize(
    ("source", "group"),
    [
        ("Le ministre des Affaires étrangères et du Commerce", ""),
        ("Le ministère de la Santé et des Services sociaux", ""),
        ("Luc Côté, spécialiste de la Russie et l’Ukraine,", ""),
        ("Une source au fait des discussions entre Kiev et Moscou", ""),
    ],
)
def test_complements_that_are_joined_are_no_speakers(source: str, group: str) -> None:
    """In "ministre de la Santé et du Travail" one speaks, and countries that are only talked about do not."""
    found = only_voice(f"{source} a dit que le port ferme.")
    assert (" et Government" in found.name, found.group) == (False, group)


def test_a_report_speaks_for_itself() -> None:
    """A text that says something is an unnamed source without a country."""
    found = only_voice("OTTAWA — Le rapport du comité dit que le port ferme.")
    assert (found.name, found.kind, found.group) == ("Le rapport du comité", "unnamed", "")


def test_mentions_come_in_order_and_lie_in_the_text() -> None:
    """Every mention is a slice of the text; a pronoun that is resolved has the person."""
    text = "Anita Anand a parlé vendredi. Elle a dit qu’Ottawa aidera.\nMme Anand est partie à midi."
    mentions = read(text).mentions
    spans = [mention.span for mention in mentions]
    assert spans == sorted(spans)
    words = {mention.span.of(text): mention.speaker for mention in mentions}
    assert words["Elle"] is words["Anand"] is not None
