"""Copies: rewrites of one wire story are found, other outlets' own stories about the same event are left alone."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest

from generator.analysis.article import analyse
from generator.drafting.passages.copies import copies
from generator.model import Article, Document


@dataclass(frozen=True, slots=True)
class Event:
    """One event as a wire told it, as two desks made that their own, and as a reporter of another outlet saw it."""

    wire: str
    reworded: str
    """Synonyms, another order of clauses, tags moved."""
    cut: str
    """Fewer sentences in another order, under a new first sentence."""
    independent: str


EVENTS = {
    "bridge": Event(
        wire=(
            "The Halden River bridge was closed to all traffic on Monday after inspectors found cracks in two of its "
            "main girders. Engineers from the provincial transport ministry said the cracks were about forty "
            "centimetres long and had grown since the last inspection in April. “We will not reopen this bridge "
            "until every weld has been tested,” Transport Minister Dana Whitfield told reporters in Port Halden. "
            "About 18,000 vehicles use the bridge each day, and drivers face a detour of fifty kilometres through "
            "Elmsdale. The ministry expects tests to take two weeks and has asked the ferry company to add four "
            "sailings a day."
        ),
        reworded=(
            "Inspectors discovered cracks in two main girders of the Halden River bridge, which was shut to all "
            "traffic Monday. The cracks are roughly forty centimetres long and have grown since an April inspection, "
            "according to engineers from the provincial transport ministry. Transport Minister Dana Whitfield said: "
            "“We will not reopen this bridge until every weld has been tested.” The bridge carries about 18,000 "
            "vehicles each day; drivers must now take a detour of fifty kilometres through Elmsdale. Testing is "
            "expected to take two weeks, and the ferry company was asked to add four sailings a day."
        ),
        cut=(
            "Commuters in Port Halden woke up to a long drive. About 18,000 vehicles use the Halden River bridge "
            "each day, and drivers face a detour of fifty kilometres through Elmsdale. The bridge was closed to all "
            "traffic after inspectors found cracks in two of its main girders. “We will not reopen this bridge until "
            "every weld has been tested,” Transport Minister Dana Whitfield said."
        ),
        independent=(
            "Marek Olsen has driven over the Halden River bridge to his bakery for nineteen years, and on Monday he "
            "turned back at a police car. The province shut the crossing because two girders are cracked, leaving "
            "the town cut in half. “We will not reopen this bridge until every weld has been tested,” Whitfield, the "
            "transport minister, told a crowd on the quay, and spoke of half a month. Shop owners along the quay "
            "fear for the Christmas season and want a temporary footbridge. The ferry, which holds thirty cars, was "
            "full before seven in the morning."
        ),
    ),
    "fishery": Event(
        wire=(
            "Seven island states signed an accord in Suva on Tuesday that limits tuna catches in their waters, "
            "ending three years of negotiations. The accord caps the yearly catch at 420,000 tonnes and sets up a "
            "joint patrol fleet of twelve vessels. Fiji's fisheries minister, Alani Tora, called the signing a "
            "victory for small nations whose reefs feed millions. Two distant-water fishing countries sent observers "
            "but declined to sign, asking for further scientific surveys. Patrols are to begin in March, with crews "
            "trained at the regional agency in Honiara."
        ),
        reworded=(
            "An accord limiting tuna catches was signed Tuesday in Suva by seven island states after negotiations "
            "that lasted three years. It caps the annual catch at 420,000 tonnes and creates a joint patrol fleet of "
            "twelve vessels. The signing is a victory for small nations whose reefs feed millions, said Alani Tora, "
            "the fisheries minister of Fiji. Observers from two distant-water fishing countries refused to sign and "
            "requested further scientific surveys. Patrols begin in March; their crews will be trained at the "
            "regional agency in Honiara."
        ),
        cut=(
            "Tuna in the South Pacific will be better protected. A joint patrol fleet of twelve vessels will begin "
            "its patrols in March, with crews trained at the regional agency in Honiara. Seven island states signed "
            "the accord in Suva on Tuesday after three years of negotiations. It caps the yearly catch at 420,000 "
            "tonnes."
        ),
        independent=(
            "Delegates hugged and some wept when the last pen was put down in Suva's old parliament. For Alani Tora, "
            "who grew up on a long-liner, the tuna treaty settles a quarrel older than her career. Scientists had "
            "warned since 2021 that bigeye stocks were fished beyond what they can bear. The seven governments will "
            "pay for the patrol boats with licence fees, a fifth of which go to Tuvalu. Foreign fleets stayed away "
            "from the ceremony, and a trade lawyer doubts that the cap binds them."
        ),
    ),
    "talks": Event(
        wire=(
            "The foreign ministers of Norland and Vessia agreed on Wednesday to reopen three border crossings that "
            "have been shut since the spring. Meeting in Geneva for the first time in a year, they said lorries "
            "carrying food and medicine would be let through from Monday. “This is a first step and nothing more,” "
            "Norland's minister, Pavel Ruiz, said after four hours of talks. Vessia's minister said passenger "
            "traffic would be discussed at a second meeting planned for October. The United Nations, which hosted "
            "the talks, welcomed the agreement and offered forty monitors."
        ),
        reworded=(
            "Norland and Vessia will reopen three border crossings shut since the spring, their foreign ministers "
            "agreed Wednesday. The two, who met in Geneva for the first time in a year, said that from Monday "
            "lorries with food and medicine would be allowed through. After four hours of talks Pavel Ruiz, the "
            "minister of Norland, said: “This is a first step and nothing more.” A second meeting, planned for "
            "October, will discuss passenger traffic, said Vessia's minister. The host, the United Nations, welcomed "
            "the agreement and offered forty monitors."
        ),
        cut=(
            "There is movement at last on a frozen frontier. “This is a first step and nothing more,” Pavel Ruiz, "
            "Norland's foreign minister, said after four hours of talks in Geneva. Three border crossings that have "
            "been shut since the spring will reopen, and lorries carrying food and medicine will be let through from "
            "Monday. The United Nations, which hosted the talks, offered forty monitors."
        ),
        independent=(
            "At the Torv crossing a queue of lorries already reached the second roundabout on Wednesday night, hours "
            "after word came from Geneva. Farmers in Norland's south lost a harvest of plums to the closure, and few "
            "of them trust the promise to open on Monday. “This is a first step and nothing more,” Ruiz said; his "
            "counterpart from Vessia left by a side door. Diplomats said the breakthrough came when Vessia dropped "
            "its demand for visas for drivers. Families that the border has kept apart must wait until autumn."
        ),
    ),
    "bank": Event(
        wire=(
            "The central bank raised its key interest rate by a quarter of a point to 3.75 per cent on Thursday, "
            "saying inflation had proved more stubborn than expected. Prices rose 4.1 per cent in the year to June, "
            "twice the bank's target. Governor Ingrid Solheim said further increases could not be ruled out if wages "
            "kept rising faster than output. The decision surprised economists, most of whom had forecast no change. "
            "The currency gained one per cent against the dollar, while shares of builders fell sharply."
        ),
        reworded=(
            "Saying inflation had been more stubborn than expected, the central bank on Thursday lifted its key "
            "interest rate by a quarter point to 3.75 per cent. In the year to June prices rose 4.1 per cent, twice "
            "the target of the bank. Further increases cannot be ruled out if wages keep rising faster than output, "
            "Governor Ingrid Solheim said. Most economists had forecast no change and were surprised by the "
            "decision. Shares of builders fell sharply, while the currency gained one per cent against the dollar."
        ),
        cut=(
            "Borrowers will have to pay more. Prices rose 4.1 per cent in the year to June, twice the central bank's "
            "target, and further increases of its key interest rate could not be ruled out, Governor Ingrid Solheim "
            "said. The bank raised the rate by a quarter of a point to 3.75 per cent on Thursday. Most economists "
            "had forecast no change."
        ),
        independent=(
            "Households with a floating mortgage will pay about 900 crowns more a year after Thursday's decision, a "
            "consumer group reckons. Solheim, the governor, defended the step at a tense news conference and said "
            "that waiting would have cost more. Analysts at two lenders had bet on a pause until autumn. The finance "
            "minister declined to comment on the bank but said subsidies for heating would stay. It is the ninth "
            "rise since last spring, and 3.75 per cent is the highest rate in fifteen years."
        ),
    ),
    "strike": Event(
        wire=(
            "Freight trains across the prairies stopped on Friday as 3,200 rail workers walked off the job over pay "
            "and rest rules. The union said crews had worked four winters without a contract and were often called "
            "back after eight hours. Railway managers said their last offer, a rise of nine per cent over three "
            "years, still stands. Grain exporters warned that silos in three provinces would be full within ten "
            "days. Labour Minister Joan Akande offered to send a mediator to Winnipeg and called on both sides to "
            "keep talking."
        ),
        reworded=(
            "Some 3,200 rail workers walked off the job Friday over pay and rest rules, halting freight trains "
            "across the prairies. Crews have worked four winters without a contract and are often called back after "
            "only eight hours, the union said. The last offer of a nine per cent rise over three years still stands, "
            "according to railway managers. Silos in three provinces will be full within ten days, grain exporters "
            "warned. Both sides should keep talking, said Labour Minister Joan Akande, who offered to send a "
            "mediator to Winnipeg."
        ),
        cut=(
            "The harvest has nowhere to go. Grain exporters warned that silos in three provinces would be full "
            "within ten days after freight trains across the prairies stopped on Friday. Some 3,200 rail workers "
            "walked off the job over pay and rest rules. Labour Minister Joan Akande offered to send a mediator to "
            "Winnipeg."
        ),
        independent=(
            "Outside the Symington yard pickets burned pallets to keep warm while not one locomotive moved. "
            "Conductor Leah Brandt, who has two small children, said she sleeps in a bunkhouse four nights a week. A "
            "mediator from Ottawa may arrive on Sunday. The railway's chief executive called the walkout reckless "
            "and said the company had been a day from a deal. Wheat futures climbed to their highest since May. "
            "Potash mines say that they can hold out for a week."
        ),
    ),
    "vaccine": Event(
        wire=(
            "The health agency approved a malaria vaccine for infants on Monday, the first that can be kept at room "
            "temperature. In trials with 11,000 children in four countries it prevented 71 per cent of severe cases "
            "in the first year. The agency's director, Dr. Samuel Okoro, said the vaccine could save tens of "
            "thousands of lives a year in villages without refrigerators. Three doses are needed before the age of "
            "eighteen months. The maker promised to sell it for less than two dollars a dose and to license two "
            "African factories."
        ),
        reworded=(
            "A malaria vaccine for infants, the first that keeps at room temperature, won the approval of the health "
            "agency Monday. It prevented 71 per cent of severe cases in the first year in trials with 11,000 "
            "children in four countries. Dr. Samuel Okoro, the agency's director, said tens of thousands of lives a "
            "year could be saved in villages without refrigerators. Children need three doses before the age of "
            "eighteen months. Two African factories will be licensed, and a dose will cost less than two dollars, "
            "the maker promised."
        ),
        cut=(
            "Help is coming to villages without refrigerators. A malaria vaccine for infants that can be kept at "
            "room temperature was approved by the health agency on Monday. In trials with 11,000 children in four "
            "countries it prevented 71 per cent of severe cases in the first year. The maker promised to sell it for "
            "less than two dollars a dose."
        ),
        independent=(
            "For nurse Amina Diallo the news means that she can leave her ice box at home. Her clinic in the Kayes "
            "region sees forty feverish children a day in the wet season. Okoro called the approval the best day of "
            "his term. Some researchers cautioned that protection fades after the second year and that a booster has "
            "not been tested. Donors have pledged money for nine million doses, far fewer than the continent needs. "
            "Bed nets, they added, remain the cheapest defence."
        ),
    ),
    "flood": Event(
        wire=(
            "Heavy rain burst a dike on the Aldra river early on Saturday, flooding some 1,400 homes in the town of "
            "Merrow. Soldiers in boats brought more than 600 people to safety, and two men were still missing in the "
            "evening. “The water came within minutes, there was no time to save anything,” said Mayor Ilse Brandt. "
            "The government released fifty million crowns in emergency aid and sent pumps from three neighbouring "
            "districts. Forecasters expect the rain to ease on Sunday but the river to rise until Tuesday."
        ),
        reworded=(
            "Some 1,400 homes in the town of Merrow were flooded early Saturday after heavy rain burst a dike on the "
            "Aldra river. More than 600 people were brought to safety by soldiers in boats; in the evening two men "
            "were still missing. Mayor Ilse Brandt said the water came within minutes and “there was no time to save "
            "anything.” Emergency aid of fifty million crowns was released by the government, which sent pumps from "
            "three neighbouring districts. The rain should ease Sunday, forecasters say, but the river is expected "
            "to rise until Tuesday."
        ),
        cut=(
            "A town is under water. “The water came within minutes, there was no time to save anything,” said Ilse "
            "Brandt, the mayor of Merrow, where some 1,400 homes were flooded on Saturday. Soldiers in boats brought "
            "more than 600 people to safety. Forecasters expect the river to rise until Tuesday."
        ),
        independent=(
            "From the roof of the school Tomas Weil counted the cars that floated past, eleven in an hour. He and "
            "thirty pupils of a chess camp had climbed up there when the dike gave way before dawn. Merrow's "
            "hospital moved its patients to the third floor and runs on diesel. “The water came within minutes, "
            "there was no time to save anything,” said Brandt, the mayor, who accused the water board of putting off "
            "repairs that were promised after the flood of 2013. The board said the money had not been granted. "
            "Police looked for two fishermen whose boat was found empty."
        ),
    ),
}
KINDS = tuple(field.name for field in fields(Event))


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], Document]:
    """Every text, analysed, by event and kind."""
    keys = [(name, kind) for name in EVENTS for kind in KINDS]
    articles = [
        Article(f"{n} {k}", k, getattr(EVENTS[n], k), published=f"2025-08-1{5 + (k != 'wire')}") for n, k in keys
    ]
    return dict(zip(keys, analyse(articles), strict=True))


@pytest.mark.parametrize("kind", ["reworded", "cut"])
@pytest.mark.parametrize("name", EVENTS)
def test_rewrites_of_a_wire_story_are_found(told: dict[tuple[str, str], Document], name: str, kind: str) -> None:
    """A story in other words and order, and one that was cut under a new beginning, repeat the wire."""
    assert set(copies([told[name, "wire"], told[name, kind]])) == {f"{name} {kind}"}


@pytest.mark.parametrize("kind", ["wire", "reworded", "cut"])
@pytest.mark.parametrize("name", EVENTS)
def test_other_reporters_stories_are_no_copies(told: dict[tuple[str, str], Document], name: str, kind: str) -> None:
    """A reporter's own story about the event, with the same names and figures, repeats no version of the wire."""
    assert copies([told[name, kind], told[name, "independent"]]) == {}


def test_the_versions_of_each_wire_story_are_told_from_all_others(told: dict[tuple[str, str], Document]) -> None:
    """Among all texts at once, the rewrites repeat their own wire and no other text repeats anything."""
    found = copies(list(told.values()))
    assert found == {f"{name} {kind}": f"{name} wire" for name in EVENTS for kind in ("reworded", "cut")}


def test_the_same_quotations_do_not_make_a_copy() -> None:
    """Two stories that quote the same speech at length, each in a frame of its own, are two stories."""
    speech = (
        "“We came to rebuild the harbour, and the harbour will be rebuilt before winter,” {}. “Every family that lost "
        "a boat will have a boat, and no fisherman will pay for what the storm has taken,” {}. “The state will advance "
        "the money this month and ask the insurers later,” {}."
    )
    tags = (
        ("the premier told islanders at the town hall in Skerry", "she went on to loud applause", "she promised"),
        ("Nora Haugen said on the pier", "the head of government added", "according to her prepared remarks"),
    )
    frames = (
        "Three hundred people had waited in the rain for an hour. {} Her office puts the cost at ninety million "
        "crowns, and the council meets on Friday to vote on a breakwater.",
        "Insurers reacted coolly to a pledge that bypasses them. {} An industry lobby said its members had received "
        "four thousand claims and would pay those that were covered, but none by order.",
    )
    texts = [frame.format(speech.format(*own)) for frame, own in zip(frames, tags, strict=True)]
    assert copies(list(analyse(Article(str(index), "", text) for index, text in enumerate(texts)))) == {}


def test_a_statement_that_is_all_quotation_is_still_found() -> None:
    """Where hardly anything stands outside quotation marks, the quoted words tell a copy."""
    text = (
        "“The board has examined the accounts of the harbour company for five years. It found no payment without a "
        "contract, and no contract without a tender. It recommends that the auditors be changed every third year.”"
    )
    assert copies(list(analyse([Article("a", "", text), Article("b", "", text)]))) == {"b": "a"}
