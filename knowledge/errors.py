"""The one tree of errors.

YakkanError                       anything this project refuses; the command line prints it in one line, exit status 1
├── SettingsError                 an environment setting cannot be used
├── SourceError                   a document cannot be read
├── FormatError                   a file of ours (terms, provider, schedule, prompt) breaks its format
├── AddressError                  a clause address cannot be parsed or does not exist
├── IndexError_                   the index is missing, damaged or built with other settings
│   └── IndexBusyError            another process is publishing
├── QuestionError                 a question cannot be taken (empty, too long, bad date)
└── ComputeError                  a calculator was called with values that the terms do not allow
    └── ConflictError             what the customer said contradicts itself (leaving before the contract)

A message names the value, the cause and the remedy.
"""

from __future__ import annotations


class YakkanError(Exception):
    """Base of every error this project raises on purpose."""


class SettingsError(YakkanError):
    """An environment setting cannot be used."""


class SourceError(YakkanError):
    """A document cannot be read."""


class FormatError(YakkanError):
    """A terms, provider, schedule or prompt file breaks its format."""


class AddressError(YakkanError):
    """A clause address cannot be parsed or does not exist."""


class IndexError_(YakkanError):
    """The index is missing, damaged or built with other settings."""


class IndexBusyError(IndexError_):
    """Another process is publishing."""


class QuestionError(YakkanError):
    """A question cannot be taken."""


class ComputeError(YakkanError):
    """A calculator was called with values that the terms do not allow."""


class ConflictError(ComputeError):
    """What the customer said contradicts itself; the message is in Japanese and is shown to them."""
