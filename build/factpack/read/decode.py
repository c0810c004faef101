"""Bytes to text: which encoding, and how we know."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from factpack.read.alphabets import cyrillic_codec, latin_codec

EncodingBasis = Literal["declared", "bom", "valid", "detected"]

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose little-endian mark is how this one begins.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM_STARTS = tuple(bom for bom, _ in _BOMS)

_PLAUSIBLE: tuple[str, ...] = (
    "cp1252",
    "cp1250",
    "cp1255",
    "cp1253",
    "cp1256",
    "cp1251",
    "koi8-r",
    "cp932",
    "euc_jp",
    "cp949",
    "big5",
    "gb18030",
    "cp1254",
    "cp1257",
    "mac-roman",
    "iso8859_5",
)
"""Encodings that text on the web and in old archives has, the likelier of two equals first.
Windows code pages stand for the ISO 8859 ones, which they contain but for control characters."""

_MESS_MARGIN = 0.1
_COHERENCE_MARGIN = 0.1
"""Encodings within these of the best mess and coherence (both from 0 to 1, see charset-normalizer)
count as equal: a few curly quotes or accents in English text fit a dozen encodings alike. Chosen
on sentences of ours in 17 languages and encodings (tests/read/test_decode.py)."""

_SIGN_IN_WORD = re.compile(r"[¡-¬®-¶¸-¿×÷](?<=[^\W\d_].)(?=[^\W\d_])")
"""A sign between two letters, as where Central European text is read as Western. Not the soft
hyphen nor the middle dot, which words can hold."""

_ODD_MARGIN = 1
"""A single such sign may stand there, as in a trade mark."""

_SAMPLE_BYTES = 64 * 1024
"""Bytes that detection looks at, taken from lines that hold more than ASCII."""

_CONTROLS = bytes({*range(32), 127} - {9, 10, 11, 12, 13, 27})
"""Control characters that no text has: all but white space and the escape of terminals."""

_MAX_CONTROLS_VALID = 0.3
"""Share of control characters from which even valid UTF-8 is no text."""

_MAX_CONTROLS_GUESSED = 0.02
"""Share of control characters from which bytes of no known encoding are no text: a compressed
or compiled file has one in ten, text of any encoding listed above none."""

_MAX_DAMAGE = 0.1
"""Broken sequences for each whole one of more than one byte up to which text is damaged UTF-8."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ\x00", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)
"""How common files that are no text begin."""

_MAGIC_STARTS = tuple(magic for magic, _ in _MAGIC)

_FOREIGN_LINE = re.compile(rb"^[^\n\x80-\xff]*+[\x80-\xff][^\n]*+\n?", re.MULTILINE)
"""Sought only where lines begin: from any place, a long line costs the square of its length."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class NotTextError(Exception):
    """Bytes that are not text, with the reason as one sentence."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read.

    Attributes:
        text: without byte order mark, otherwise untouched.
        encoding: Python's name of the codec.
        basis: declared, bom, valid or detected.
        n_damaged: places where broken bytes became U+FFFD.
    """

    text: str
    encoding: str
    basis: EncodingBasis
    n_damaged: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text.

    A byte order mark decides; else the declared encoding; else UTF-8 where the bytes are valid in
    it, or were before a few broke; else UTF-16 and UTF-32 where their zeros give them away; else
    what charset-normalizer makes of it. The same bytes give the same answer everywhere.

    Raises:
        NotTextError: the bytes are binary or do not fit the declared encoding.
    """
    for bom, codec in _BOMS if data.startswith(_BOM_STARTS) else ():
        if data.startswith(bom):
            found = _tolerant(data[len(bom) :], codec, "bom")
            if found:
                return _checked(found, _MAX_CONTROLS_VALID)
    if declared is not None:
        return _declared(data, declared)
    if data.startswith(_MAGIC_STARTS):
        what = next(what for magic, what in _MAGIC if data.startswith(magic))
        raise NotTextError(f"The file is {what}: only text is read")
    escaped = _escaped(data)
    if escaped:
        return escaped
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8", "valid"), _MAX_CONTROLS_VALID, data)
    except UnicodeDecodeError:
        return _undeclared(data)
    except NotTextError:
        # UTF-16 of plain English is valid UTF-8, too: every second byte is a zero.
        wide = _wide(data)
        if wide is None:
            raise
        return wide


def mark_of(head: bytes) -> tuple[str, int] | None:
    """Encoding and length of the byte order mark that bytes begin with, or None."""
    if head.startswith(_BOM_STARTS):
        for bom, codec in _BOMS:
            if head.startswith(bom):
                return codec, len(bom)
    return None


def repair_surrogates(text: str) -> tuple[str, int]:
    r"""Text with every lone surrogate as U+FFFD, and how many there were; offsets do not move.

    Python joins escaped pairs, so that what is left has no meaning and cannot be written.

    >>> repair_surrogates("a\ud800b")
    ('a\ufffdb', 1)
    """
    try:
        text.encode("utf-8")  # twenty times as fast as the search
    except UnicodeEncodeError:
        return _SURROGATES.subn("�", text)
    return text, 0


def guess(data: bytes) -> str | None:
    """The likeliest encoding of bytes that are not UTF-8, None where none fits.

    Text in Latin and Cyrillic script is told by its language (`factpack.read.alphabets`).

    Source for others: mess and coherence of charset-normalizer for each plausible encoding, on a
    sample.
    """
    sample = _sample(data)
    told = latin_codec(sample) or cyrillic_codec(sample)
    if told is not None and _decodes(data, told):
        return told
    from charset_normalizer import from_bytes  # few files need it

    fits: list[_Fit] = []
    for codec in _PLAUSIBLE:
        best = from_bytes(
            sample,
            cp_isolation=[codec],
            preemptive_behaviour=False,
            enable_fallback=False,
        ).best()
        if best is not None:
            odd = len(_SIGN_IN_WORD.findall(sample.decode(codec, "replace")))
            fits.append(_Fit(codec, best.chaos, best.coherence, odd))
    while fits:
        chosen = _likeliest(fits)
        if _decodes(data, chosen.codec):
            return chosen.codec
        fits.remove(chosen)
    # Too few foreign bytes for statistics: Western text with a word or two.
    return next((codec for codec in ("cp1252", "iso8859-1") if _decodes(data, codec)), None)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well an encoding fits: mess and coherence from 0 to 1, and signs within words."""

    codec: str
    mess: float
    coherence: float
    n_odd: int


def _likeliest(fits: list[_Fit]) -> _Fit:
    """The first of those that nearly share the best scores."""
    tidy = [fit for fit in fits if fit.mess <= min(f.mess for f in fits) + _MESS_MARGIN]
    worded = [fit for fit in tidy if fit.n_odd <= min(f.n_odd for f in tidy) + _ODD_MARGIN]
    coherent = max(fit.coherence for fit in worded) - _COHERENCE_MARGIN
    return next(fit for fit in worded if fit.coherence >= coherent)


def _declared(data: bytes, codec: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotTextError(
            f"The declared encoding {codec} does not fit: byte {error.start} (line {line}) is no "
            "character in it; correct the encoding in dataset.yaml or leave it out"
        ) from None
    except (UnicodeError, ValueError):
        raise NotTextError(f"The declared encoding {codec} does not fit") from None
    text, n_damaged = repair_surrogates(text)
    return _checked(Decoded(text, codec, "declared", n_damaged), _MAX_CONTROLS_VALID)


def _undeclared(data: bytes) -> Decoded:
    damaged = _tolerant(data, "utf-8", "detected")
    if damaged:
        return _checked(damaged, _MAX_CONTROLS_GUESSED)
    wide = _wide(data)
    if wide:
        return wide
    wide = _wide_east_asian(data)
    if wide:
        return wide
    if _share_of_controls(data) > _MAX_CONTROLS_GUESSED:
        raise NotTextError("The file is binary: zeros and control characters fill it")
    codec = guess(data)
    if codec is None:
        raise NotTextError(
            "No encoding of text fits: declare the encoding in dataset.yaml if it is text"
        )
    return Decoded(data.decode(codec), codec, "detected")


def _tolerant(data: bytes, codec: str, basis: EncodingBasis) -> Decoded | None:
    """Decode and replace what is broken; None where too much is for this to be the encoding."""
    try:
        return Decoded(data.decode(codec), codec, basis)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    n_damaged = text.count("�") - data.count("�".encode(codec))
    whole = sum(map(text.count, _foreign(text))) if codec == "utf-8" else len(text)
    whole -= n_damaged
    # A file cut in the middle of its last character is the commonest damage.
    only_cut = text.endswith("�") and n_damaged == 1 and whole > 0
    return (
        Decoded(text, codec, basis, n_damaged)
        if only_cut or n_damaged <= _MAX_DAMAGE * whole
        else None
    )


def _foreign(text: str) -> list[str]:
    """The characters beyond ASCII that a text uses, each once."""
    return sorted(char for char in set(text) if char > "\x7f")


_ESCAPES: tuple[tuple[bytes, str], ...] = (
    (b"\x1b$B", "iso2022_jp"),
    (b"\x1b$@", "iso2022_jp"),
    (b"\x1b$)C", "iso2022_kr"),
    (b"~{", "hz"),
)
"""Signs that begin other characters in encodings of seven bits, all of whose bytes are ASCII."""


def _escaped(data: bytes) -> Decoded | None:
    """Text of an encoding that shifts between character sets by escapes, None where it is none."""
    if not data.isascii() or (b"\x1b" not in data and b"~" not in data):
        return None
    for sign, codec in _ESCAPES:
        if sign in data:
            for name in (codec, f"{codec}_ext"):
                try:
                    text = data.decode(name)
                except (UnicodeDecodeError, LookupError):
                    continue
                if not text.isascii():
                    return Decoded(text, name, "detected")
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without byte order mark, told by where the zeros stand."""
    n = len(data)
    sample = data[: _SAMPLE_BYTES // 4 * 4]
    quarters = [sample[k::4] for k in range(4)]
    zeros = [quarter.count(0) / max(len(quarter), 1) for quarter in quarters]
    candidates: list[str] = []
    if n % 4 == 0 and zeros[3] == 1 and zeros[2] > 0.9:
        candidates.append("utf-32-le")
    if n % 4 == 0 and zeros[0] == 1 and zeros[1] > 0.9:
        candidates.append("utf-32-be")
    # Spaces and line ends of any script have a zero byte; it stands on one side only.
    if n % 2 == 0 and zeros[1] + zeros[3] > 0.1 and zeros[0] + zeros[2] < 0.02:
        candidates.append("utf-16-le")
    if n % 2 == 0 and zeros[0] + zeros[2] > 0.1 and zeros[1] + zeros[3] < 0.02:
        candidates.append("utf-16-be")
    for codec in candidates:
        try:
            found = Decoded(data.decode(codec), codec, "detected")
            return _checked(found, _MAX_CONTROLS_GUESSED)
        except (UnicodeDecodeError, NotTextError):
            continue
    return None


_EAST_ASIAN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\x20-\x7e\r\n]")
_FREQUENT = re.compile("[。、，．！？のにはをたがでと的是了一在有不人이가는을를다에의고]")
_MIN_EAST_ASIAN, _MIN_FREQUENT = 0.97, 0.05
"""Shares of characters of a text in Chinese, Japanese or Korean; by chance two bytes make one of
the first in three cases of four, and one of the second in one of two thousand."""


def _wide_east_asian(data: bytes) -> Decoded | None:
    """UTF-16 without byte order mark and without zeros, told by the characters it would be."""
    if len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            sample = data[: _SAMPLE_BYTES // 4 * 4].decode(codec, "ignore")
            n_known, n_frequent = len(_EAST_ASIAN.findall(sample)), len(_FREQUENT.findall(sample))
            if n_known >= _MIN_EAST_ASIAN * len(sample) and n_frequent >= _MIN_FREQUENT * len(
                sample
            ):
                return Decoded(data.decode(codec), codec, "detected")
        except UnicodeDecodeError:
            continue
    return None


def _checked(found: Decoded, most: float, data: bytes | None = None) -> Decoded:
    """What was found, if no more of it are controls than may be; `data` is its UTF-8, if known."""
    data = found.text.encode("utf-8", "replace") if data is None else data
    if data and _share_of_controls(data) > most:
        raise NotTextError("The file is binary: zeros and control characters fill it")
    return found


def _share_of_controls(data: bytes) -> float:
    # Most texts have none; looking for each sign takes a fifth of the time of looking at each byte.
    if not any(map(data.__contains__, _CONTROLS)):
        return 0.0
    return 1 - len(data.translate(None, _CONTROLS)) / max(len(data), 1)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes) -> bytes:
    """Lines that hold more than ASCII, up to a size; cut where a character cannot be."""
    lines: list[bytes] = []
    size = 0
    for line in _FOREIGN_LINE.finditer(data):
        lines.append(line[0][: _SAMPLE_BYTES - size])
        size += len(lines[-1])
        if size >= _SAMPLE_BYTES:
            break
    sample = b"".join(lines)
    if size < _SAMPLE_BYTES:
        return sample
    # No byte below "0" is the second half of a character in the encodings tried.
    last = max(sample.rfind(char) for char in (b"\n", b" ", b",", b"."))
    return sample[: last + 1] if last > 0 else sample
