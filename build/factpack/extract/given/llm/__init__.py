"""Facts that a language model reads, proved against the articles like facts from anywhere else."""

from __future__ import annotations

from factpack.extract.given.llm.extractor import LlmExtractor, open_llm

__all__ = ["LlmExtractor", "open_llm"]
