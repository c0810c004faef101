"""Which single-byte encoding a text is in, told by the letters and words of its language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How a language looks.

    Attributes:
        code: ISO 639-1.
        codecs: single-byte encodings that its texts are in, the likelier first.
        letters: its letters beyond ASCII, small.
        words: frequent small words, of which any sentence or two has one.
    """

    code: str
    codecs: tuple[str, ...]
    letters: frozenset[str]
    words: frozenset[str]


_WEST = ("cp1252", "mac-roman")
_CENTRAL = ("cp1250", "iso8859-2")
_TURKISH = ("cp1254",)
_BALTIC = ("cp1257",)


def _language(code: str, codecs: tuple[str, ...], letters: str, words: str) -> Language:
    return Language(code, codecs, frozenset(letters), frozenset(words.split()))


LANGUAGES = (
    _language(
        "en", _WEST, "éèêëïöüñçàáíó", "the of and to in that is was for it with as his on by"
    ),
    _language(
        "fr", _WEST, "àâæçéèêëîïôœùûüÿ", "le la les de des du un une et est que dans pour sur"
    ),
    _language("de", _WEST, "äöüßé", "der die das und in den von zu mit ist des ein eine nicht auf"),
    _language("es", _WEST, "áéíñóúüªº", "el la los las de que y en un una es por con para se su"),
    _language("pt", _WEST, "áâãàçéêíóôõúü", "o a os as de que e em um uma do da no na para com"),
    _language("it", _WEST, "àèéìíîòóùú", "il la lo gli di che e un una in per con del della è non"),
    _language("nl", _WEST, "áäéèêëíïóöúüç", "de het een van en in is dat op te voor met zijn niet"),
    _language("sv", _WEST, "åäöé", "och i att det som en på är av för med till den har inte"),
    _language("da", _WEST, "æøåéèêòóô", "og i at det som en på er af for med til den har ikke av"),
    _language("is", _WEST, "áðéíóúýþæö", "og í að á það sem er um við til af en hann var ekki"),
    _language("fi", _WEST, "äöå", "ja on ei että se oli hän mutta kun joka ovat myös sen"),
    _language(
        "cs", _CENTRAL, "áčďéěíňóřšťúůýž", "a je v na se že za o s do z k pro od by jako ale i"
    ),
    _language(
        "sk", _CENTRAL, "áäčďéíĺľňóôŕšťúýž", "a je v na sa že za o s do z k pre od by ako ale i"
    ),
    _language(
        "pl", _CENTRAL, "ąćęłńóśźż", "i w na z do się że o za od nie jest po jak to przez oraz"
    ),
    _language("hu", _CENTRAL, "áéíóöőúüű", "a az és hogy nem egy is de meg volt ezt már csak vagy"),
    _language("hr", _CENTRAL, "čćđšž", "i je u na da se za s od o su što kao ali ne iz koji"),
    _language("sl", _CENTRAL, "čšž", "in je v na da se za s z od so ki pa kot ne iz po"),
    _language("ro", _CENTRAL, "ăâîşţ", "și şi de la în a cu pe o un din care nu este pentru sa"),
    _language(
        "tr",
        _TURKISH,
        "çğıöşüâîûi̇",
        "ve bir bu da için ile olarak çok daha gibi yeni milyon yıl sonra olan",
    ),
    _language("lt", _BALTIC, "ąčęėįšųūž", "ir yra į kad su iš už bei tai buvo ne kaip apie per po"),
    _language("lv", _BALTIC, "āčēģīķļņšūž", "un ir no ar par ka kas uz bet tika arī pie pēc"),
    _language("et", _BALTIC, "äõöüšž", "ja on ei et see oli aga kui ka oma mis ning pärast"),
)

_CYRILLIC_CODECS = ("cp1251", "koi8-r", "koi8-u", "iso8859_5", "cp866")
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

CYRILLIC = (
    _language("ru", _CYRILLIC_CODECS, _RUSSIAN, "и в не на что с по как это из у за от о к но для"),
    _language(
        "uk",
        _CYRILLIC_CODECS,
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "і в на не що з до та за про як це від у її є й",
    ),
    _language(
        "bg",
        _CYRILLIC_CODECS,
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        "и на в за се от да не с по е са като това",
    ),
    _language(
        "sr",
        _CYRILLIC_CODECS,
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "и је у на да се за са су не од као из",
    ),
    _language(
        "be",
        _CYRILLIC_CODECS,
        "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "і ў у на не што з да па як гэта за ад",
    ),
)

CODECS = tuple(dict.fromkeys(codec for one in LANGUAGES for codec in one.codecs))

_MIN_COVERED = 0.9
"""Share of the letters beyond ASCII that belong to one language; names from elsewhere do not."""

_MIN_ASCII = 0.6
"""Share of ASCII letters from which a text is in Latin script: Vietnamese and Czech have 0.75."""

_MIN_SMALL = 0.7
_MIN_KNOWN = 0.05
_MIN_OWN = 0.98
_COMMON = frozenset("«»–—…„“”’‘№€§°\xa0")
"""Signs that texts of any script have."""

_WORD = re.compile(r"[^\W\d_]+")
_ODD = re.compile(
    r"(?<=[^\W\d_])[¡-©«-¬®-¶¸-¹»-¿×÷](?=[^\W\d_])"
    r"|(?<=[^\W\d_])[\x80-\x9f†‡ˆ˜¯˘˙˚¸˝˛ˇ∂∆∑∏∫√≈∞≠≤≥◊¨´¦¬¹²³¼½¾±¶¤]"
    r"|[\x80-\x9f†‡ˆ˜¯˘˙˚¸˝˛ˇ∂∆∑∏∫√≈∞≠≤≥◊¨´¦¬¹²³¼½¾±¶¤](?=[^\W\d_])"
)
"""Signs at or within a word that no language puts there."""


def cyrillic_codec(sample: bytes) -> str | None:
    """The encoding of bytes that are text in Cyrillic script, or None where no word tells.

    Greek, Hebrew and Arabic in their encodings look like Cyrillic letters, too, and Cyrillic in
    another encoding like capitals: it takes small letters and one small word in twenty.
    """
    best = 0.0
    chosen = None
    for codec in _CYRILLIC_CODECS:
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        foreign = [char for char in text if char > "\x7f" and char not in _COMMON]
        n_small = sum(map(str.islower, foreign))
        words = _WORD.findall(text)
        long_words = [word for word in words if len(word) > 1]
        if n_small < _MIN_SMALL * len(foreign) or len(long_words) < len(words) / 2:
            continue
        for language in CYRILLIC:
            own = sum(char.lower() in language.letters for char in foreign)
            known = sum(word.lower() in language.words for word in words) / max(len(words), 1)
            if own >= _MIN_OWN * len(foreign) and known >= _MIN_KNOWN and known > best:
                best, chosen = known, codec
    return chosen


def latin_codec(sample: bytes) -> str | None:
    """The encoding of bytes that are text in Latin script, or None where none fits well.

    Args:
        sample: lines that hold more than ASCII.
    """
    n_ascii = len(re.sub(rb"[^a-zA-Z]+", b"", sample))
    n_other = len(re.sub(rb"[\x00-\x7f]+", b"", sample))
    if n_ascii < _MIN_ASCII * (n_ascii + n_other):
        return None
    best: tuple[float, float, int] = (0.0, 0.0, 0)
    chosen = None
    for place, codec in enumerate(CODECS):
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        for score in _scores(text, codec):
            if (*score, -place) > best:
                best, chosen = (*score, -place), codec
    return chosen if best[0] >= _MIN_COVERED else None


def _scores(text: str, codec: str) -> list[tuple[float, float]]:
    """For each language of a codec, the share of letters and of words that are its own."""
    letters = Counter(char for char in text.lower() if char > "\x7f" and char.isalpha())
    words = Counter(_WORD.findall(text.lower()))
    n_letters = letters.total() + len(_ODD.findall(text))
    n_words = max(words.total(), 1)
    scores: list[tuple[float, float]] = []
    for language in LANGUAGES:
        if codec in language.codecs:
            own = sum(n for char, n in letters.items() if char in language.letters)
            known = sum(n for word, n in words.items() if word in language.words)
            share = 1.0 if not n_letters else own / n_letters
            scores.append((round(share, 1), round(known / n_words, 2)))
    return scores
