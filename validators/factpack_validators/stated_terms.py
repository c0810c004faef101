"""Licences that articles state of themselves, by the names under which they are counted."""

CREATIVE_COMMONS = (
    r"(?i)(?:creativecommons\.org/licenses/|\b(?:CC|Creative Commons)[ -])"
    r"(by(?:-(?:nc|sa|nd)){0,2})[ /-]([0-9]\.[0-9])"
)
"""A licence of Creative Commons, by address or name, with its terms and version, as Python and RE2
read it."""

CC_ZERO = r"(?i)creativecommons\.org/publicdomain/zero/|\bCC0\b|\bCC-Zero\b"
"""The waiver of Creative Commons, likewise."""

STATED_LICENCE = f"""CASE
    WHEN regexp_matches(license, '{CREATIVE_COMMONS}')
    THEN concat('CC ', upper(regexp_extract(license, '{CREATIVE_COMMONS}', 1)), ' ',
        regexp_extract(license, '{CREATIVE_COMMONS}', 2))
    WHEN regexp_matches(license, '{CC_ZERO}') THEN 'CC0'
    ELSE 'another' END"""
"""SQL: which of them the column `license` of articles states. Whatever else stands there is in the
words of articles, which no page of a release repeats."""
