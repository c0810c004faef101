"""What langextract does for us: the form of the prompt, and the reading of answers in that form.

Nothing else of factpack imports it, and it is imported when an article is read, not before: the
package is large, and only the extra `factpack[llm]` installs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any

from factpack.errors import FactpackError
from factpack.extract.given.llm.prompt import Example, enclosed, examples, instructions
from factpack.vocabulary import Vocabulary, load_vocabulary


class AnswerError(Exception):
    """An answer is not in the form that the prompt asks for; the message is half a sentence."""


def require_langextract() -> None:
    """Do nothing where langextract is installed.

    Raises:
        FactpackError: it is not.
    """
    if find_spec("langextract") is None:
        raise FactpackError(
            'the extractor llm needs langextract: install it with pip install "factpack[llm]"'
        )


def render(text: str) -> str:
    """The prompt for a piece of an article; a pure function of it and the vocabulary."""
    return str(_generator(load_vocabulary()).render(enclosed(text)))


def parse(answer: str) -> list[dict[str, Any]]:
    """The items of an answer, each an object; what they hold has not been checked.

    Raises:
        AnswerError: it is no JSON, or not of the form asked for.
    """
    from langextract.core.exceptions import FormatError

    try:
        return [dict(item) for item in _handler().parse_output(answer)]
    except FormatError:
        raise AnswerError("is not the JSON that was asked for") from None
    except (ValueError, RecursionError):
        raise AnswerError("is not JSON that can be read") from None


@cache
def _handler() -> Any:
    from langextract.core.format_handler import FormatHandler

    # With fences, as many models write them unasked; an answer without any is read as well.
    return FormatHandler(use_fences=True)


@lru_cache(maxsize=2)
def _generator(vocabulary: Vocabulary) -> Any:
    """The maker of prompts with a vocabulary: the one in force."""
    del vocabulary
    from langextract import prompting

    return prompting.QAPromptGenerator(
        prompting.PromptTemplateStructured(instructions(), _examples(examples())),
        _handler(),
    )


def _examples(given: Sequence[Example]) -> list[Any]:
    from langextract import data

    return [
        data.ExampleData(
            text=enclosed(example.text),
            extractions=[
                data.Extraction(item.cls, item.text, attributes=_plain(item.attributes))
                for item in example.items
            ],
        )
        for example in given
    ]


def _plain(attributes: Mapping[str, Any]) -> Any:
    return dict(attributes)
