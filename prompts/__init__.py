"""Prompt files for an optional language model, and their loader."""

from prompts.loader import Prompt, load_prompt

__all__ = ["Prompt", "load_prompt"]
