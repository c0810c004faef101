"""The words of a reported clause: what stands after "said that", before ", said X"."""

from __future__ import annotations

import re

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.quotes.cues import Cue
from factpack.model import Span

AFTER_REACH = 200
"""Characters behind a quotation or a cue that are looked at."""
INVERTED = re.compile(r"[,\s—–-]*(?:(?:\w+ly|also|then|later|further|soon)\s+)?")
"""What may stand between a quotation and the verb of who said it."""
ABBREVIATED = re.compile(
    # Stops that end no clause: "Mr. Orr", "Sen. Orr", "J. Orr", "of Vela Inc."
    r"\b(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Fr|Sr|Jr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|"
    r"Cmdr|Adm|Sgt|Cpl|Pvt|Supt|Insp|Det|Pres|Amb|Atty|Sec|St|Inc|Corp|Co|Ltd|Bros|Assn|Dept|Univ|"
    r"vs|No)\."
)
_THAT = re.compile(
    # Between the verb and its clause: to whom, where, when.
    r"(?P<between>(?:,?\s+(?!that\b)[\w’'&.-]+){0,9}),?\s+that,?\s+"
)
_FINE_BETWEEN = re.compile(
    r",?\s+(?:to|in|on|at|during|by|through|via|earlier|late|last|this|today|yesterday|again|also|"
    r"clearly|publicly|explicitly|repeatedly|recently|then|back|out|for|as|of|about|me|us|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_TOLD = re.compile(
    # "the Post the company had", "staff on Monday they would": to whom, then a subject as plain as
    # "they", for any other noun could be the end of the listener's name.
    r"(?P<listener>(?:\s+(?!(?:that|to|about|of|how|it|he|she|they|we)\b)[\w’'&.-]+){1,6}?)"
    r"\s+(?=(?:it|he|she|they|we|(?:the|their|its|his|her)\s+"
    r"(?:company|firm|group|startup|start-up))(?=\s))"
)
_NO_LISTENER = re.compile(
    # "told her to leave the firm that": an order, or a topic with a relative clause.
    r"\b(?:to\s+(?!(?:the|a|an|its|his|her|their)\s)|(?:about|how|what|why|who|whom|which|where|"
    r"whether|if)\b|(?<!members )(?<!meeting )(?<!board )(?<!group )(?<!panel )"
    r"of\s+(?:the|a|an|its|his|her|their|plans?)\s)"
)
_WITHOUT_THAT = re.compile(
    r"(?P<when>\s+(?:in|at|during|on)(?:\s+[\w’'-]+){1,8}?(?=\s+(?:it|he|she|they|we|there)\s)"
    rf"|\s+(?:on\s+)?(?:{_DAY}|today|yesterday|earlier|also|recently)"
    rf"|\s+(?:in|at|during)\s+(?:a|an|the|its|his|her)\s+[\w-]+(?:\s+(?:on\s+)?{_DAY})?)?\s+"
    r"(?=(?P<first>[\w’'$€£‘-]+))"
)
_VERB = re.compile(
    r"(?:\s|^)(?:is|isn[’']t|was|wasn[’']t|are|aren[’']t|were|has|hasn[’']t|have|haven[’']t|had|will|"
    r"won[’']t|would|wouldn[’']t|can|can[’']t|cannot|could|may|might|should|must|do|does|did|didn[’']t|"
    r"don[’']t|wants?|needs?|plans?|expects?|hopes?|remains?|became|made|makes|rose|fell|grew|sold|"
    r"bought|took|gives?|gave|saw|left|led|lost|won|cut|paid|ran|met|got|began|came|went|"
    r"[a-z]{3,}ed)\b|(?:’s|'s|’re|'re|’d|'d|’ll|'ll|’ve|'ve)\s+\w"
)
_VERB_REACH = 90
_TOLD_REACH = 24
"""The same where only a plain subject stands before the verb."""
_NO_CLAUSE = word_list("quotes", "reported.no_clause")
_PRONOUNS = word_list("quotes", "reported.pronouns")
_CLAUSE_END = re.compile(
    r"[;:,\s“\"«]"  # consumed first: that finds the next of them without an attempt at each place
    r"(?:(?<=[;“\"«])|(?<=:)\s|(?<=[:,\s])\s*[“\"«]|"
    r"(?<=,)\s+(?:adding|saying|noting|citing|according|but)\b|"
    r"(?:(?<=,)\s+|(?<=\s)\s*)(?:and|but)\s+(?:\w+\s+){0,2}"
    r"(?:said|says|added|adds|noted|told|warned)\b)"
)
_DETERMINERS = word_list("quotes", "reported.determiners")
_BE = word_list("quotes", "reported.be")
_UNWILLING = word_list("quotes", "reported.unwilling")
_LONGEST_CLAUSE = 1200
"""Characters; a longer sentence is a list or a text without stops, and nobody's words."""
_EDGES = " \n,;:—–-"


def standing(text: str, cue: Cue, start: int) -> str:
    """What a cue is at its place, from the two words before it.

    Args:
        text: the whole text.
        cue: the cue.
        start: where its clause starts.

    Returns:
        "verb" for an active, affirmed verb, "passive", or "" for a noun, a denial or a mere intent.
    """
    if cue.kind == "according":
        return "verb"
    form = text[cue.start : cue.end].lower()
    before = text[max(start, cue.start - 24) : cue.start].split()
    if before and before[-1].endswith("ly"):
        before.pop()
    last = before[-1].lower() if before else ""
    participle = form.endswith("ing")
    if form != "said" and not participle and not form.endswith("ed"):
        if last in _DETERMINERS or last.endswith(("’s", "'s")):
            return ""
    if last in ("not", "never", "without") or last.endswith(("n’t", "n't")):
        return ""
    if last in _BE and not participle:
        return "passive"
    if last == "to":
        unwilling = len(before) > 1 and before[-2].lower() in _UNWILLING
        return "" if unwilling or form == cue.base else "verb"
    return "verb"


def has_verb(text: str, span: Span) -> bool:
    """Whether words hold a finite verb, as a clause does."""
    return _VERB.search(text, span.start, span.end) is not None


def clause_after(text: str, cue: Cue, end: int) -> Span | None:
    """The clause that a verb reports, up to the end of its sentence; None where there is none."""
    if cue.kind not in ("bare", "that"):
        return None
    reach = min(end, cue.end + 120)
    that = _THAT.match(text, cue.end, reach) if text.find("that", cue.end, reach) >= 0 else None
    if that:
        between = that.group("between")
        if cue.base == "tell":
            # A verb right behind "that" makes it the listener's: "told the firm that bought it".
            if _NO_LISTENER.search(text, cue.end, that.end()) or _VERB.match(text, that.end() - 1):
                that = None
        elif between.strip() and not _FINE_BETWEEN.match(between):
            that = None
    if that:
        return _clause(text, that.end(), end)
    if cue.base == "tell":
        told = _TOLD.match(text, cue.end, reach)
        if told is None or not _VERB.search(text, told.end(), min(end, told.end() + _TOLD_REACH)):
            return None
        return _clause(text, told.end(), end)
    if cue.kind != "bare":
        return None
    without = _WITHOUT_THAT.match(text, cue.end, reach)
    if not without or without.group("first").lower() in _NO_CLAUSE:
        return None
    at = without.end()
    easy = cue.base in ("say", "believe", "think", "insist", "reckon", "estimate")
    first = without.group("first").lower()
    if not easy and first not in _PRONOUNS:
        return None
    if not _VERB.search(text, at, min(end, at + _VERB_REACH)):
        return None
    return _clause(text, at, end)


def _clause(text: str, start: int, end: int) -> Span | None:
    """Cut at what no longer belongs to the report."""
    if end - start > _LONGEST_CLAUSE:
        return None
    cut = _CLAUSE_END.search(text, start + 1, end)
    while cut and cut.group()[-1] in '“"«' and ":" not in cut.group():
        # Quoted words inside the clause are part of it.
        cut = _CLAUSE_END.search(text, cut.end(), end)
    return trimmed(text, start, cut.start() if cut else end)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without edge space, marks and final stop; None if that is no clause's length."""
    if end - start > _LONGEST_CLAUSE:
        return None
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if start < end and text[end - 1] in ".!?…":
        end -= 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if text.count(" ", start, end) >= 2 else None
