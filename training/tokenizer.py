"""The tokenizer of ``en_brief``: spaCy's English rules brought nearer to those of the UD treebanks.

The settings are data (patterns and special cases) that spaCy saves with the pipeline; no code is needed to load it.
"""

from __future__ import annotations

from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.language import Language
from spacy.symbols import NORM, ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

# Bound prefixes after which the treebanks do not split at the hyphen ("non-official", but "well - known").
_BOUND_PREFIXES = """
    non e re anti co mid pre pro cross post over semi multi ex sub counter mini neo socio psycho inter intra ultra
"""
BOUND_PREFIXES = tuple(_BOUND_PREFIXES.split())

# Titles, ranks and offices; courts, companies, papers; days and places.
_ABBREVIATIONS = """
    Hon. Col. Maj. Capt. Lt. Sgt. Cpl. Pvt. Cmdr. Brig. Pres. Supt. Insp. Atty. Amb. Sens. Reps. Govs. Gens. Profs.
    Lt.-Gen. Maj.-Gen. Brig.-Gen. Lt.-Col. Lt.-Cmdr. Vice-Adm. Rear-Adm. Sgt.-Maj.
    Drs. Fr. Sr. Sgts. Det. Mme. Mlle. Messrs. Msgr. Secy. Asst. Assoc. Treas.
    v. vs. No. Nos. Art. Sec. Ch. Vol. pp. Fig. Figs. Eq. ed. eds. Dept. Univ. Assn. Mfg. Intl. Natl. Bldg. Rd. Ave.
    Blvd. Ft. Mts. approx. est. etc. al. ca. cf. dept. govt. p. st. N°.
    Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri. Sat. Ont. Que. Alta. Sask. Man. N.S. N.B. P.E.I. B.C. N.W.T.
    U.S. U.K. U.N. E.U. D.C. L.A. N.Y. N.J. N.C. S.C. N.D. S.D. N.H. N.M. R.I. W.Va. U.S.A. U.A.E. U.S.S.R.
    a.m. p.m. A.M. P.M. a.k.a. i.e. e.g. Ph.D. M.D. B.A. M.A. J.D. LL.B. Q.C. K.C. M.P. M.P.P. M.L.A. M.N.A.
"""
ABBREVIATIONS = tuple(_ABBREVIATIONS.split())

# Ordinary words too: with the full stop they are one token only before a name or figure, which a tokenizer can't see.
_LEFT_TO_SPACY = frozenset({"Man.", "Art.", "Fig.", "Sat.", "Wed.", "Mon.", "Fri.", "ed.", "est.", "Sun.", "Ch."})


def customise(nlp: Language) -> Language:
    """Give ``nlp`` the tokenizer settings of this project."""
    tokenizer = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(_prefixes(nlp)).search
    tokenizer.suffix_search = compile_suffix_regex(_suffixes(nlp)).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes(nlp)).finditer
    for orth in ABBREVIATIONS:
        if orth not in _LEFT_TO_SPACY:
            tokenizer.add_special_case(orth, [{ORTH: orth}])
    for orth in ("ca.", "id", "Id", "ill", "Ill", "well", "Well", "were", "Were", "shell", "Shell", "wed", "Wed"):
        tokenizer.add_special_case(orth, [{ORTH: orth}])
    for first, second in (("wan", "na"), ("Wan", "na")):
        tokenizer.add_special_case(first + second, [{ORTH: first, NORM: "want"}, {ORTH: second, NORM: "to"}])
    tokenizer.add_special_case("and/or", [{ORTH: "and"}, {ORTH: "/"}, {ORTH: "or"}])
    for sign in ("US$", "C$", "A$", "NZ$", "HK$", "CA$"):
        tokenizer.add_special_case(sign, [{ORTH: sign[:-1]}, {ORTH: "$"}])
    return nlp


def _prefixes(nlp: Language) -> list[str]:
    """Runs of marks stay whole, before spaCy's single marks; hashtags and decades stay with their sign."""
    return [
        r"[!?]{2,}",
        r"<{2,}",
        r">{2,}",
        r"\*{2,}",
        r"_{2,}",
        r"={2,}",
        r"-{3,}",
        *(r"#(?![A-Za-z])" if prefix == "#" else prefix for prefix in nlp.Defaults.prefixes),
    ]


def _suffixes(nlp: Language) -> list[str]:
    """Runs of marks stay whole."""
    return [r"[!?]{2,}", r">{2,}", r"\*{2,}", r"_{2,}", *nlp.Defaults.suffixes]


def _infixes(nlp: Language) -> list[str]:
    """Split at hyphens except after a bound prefix, and at the slash of "and/or"."""
    bound = "".join(rf"(?<!\b{p})(?<!\b{p.capitalize()})" for p in BOUND_PREFIXES)
    letters = f"[{ALPHA}0-9]"
    hyphen = rf"(?<={letters}){bound}(?:{HYPHENS})(?=[{ALPHA}])"
    kept = [infix for infix in nlp.Defaults.infixes if HYPHENS not in infix]
    return [*kept, hyphen, rf"(?<=[{ALPHA}]{{2}})[—–]+(?=[{ALPHA}])"]


@registry.callbacks("brief_tokenizer.v1")
def create_tokenizer_callback():
    """A ``before_init`` callback for training configs."""
    return customise
