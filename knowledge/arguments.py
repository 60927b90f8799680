"""Values that several commands take, read with a message a person can act on."""

from __future__ import annotations

import argparse
from datetime import date


def day(text: str) -> date:
    """YYYY-MM-DD; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write YYYY-MM-DD") from error
