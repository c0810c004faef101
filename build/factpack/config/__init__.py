"""dataset.yaml, as a checked value: what a publisher says about a corpus."""

from __future__ import annotations

from factpack.config.dataset import (
    ArticleOverride,
    CheckWeight,
    Creator,
    Dataset,
    ExtractorOptions,
    JsonlOptions,
    LlmOptions,
    Source,
    Withdrawn,
)
from factpack.config.load import load_dataset_config
from factpack.config.selection import Sample, Selection
from factpack.config.server import server_problem

__all__ = [
    "ArticleOverride",
    "CheckWeight",
    "Creator",
    "Dataset",
    "ExtractorOptions",
    "JsonlOptions",
    "LlmOptions",
    "Sample",
    "Selection",
    "Source",
    "Withdrawn",
    "load_dataset_config",
    "server_problem",
]
