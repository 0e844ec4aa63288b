"""What can go wrong, as a tree; each error says what is wrong, where, and what to do.

BriefError                  anything a user can correct; `cli` turns it into one clear line and an exit code
├── UsageError      (2)     a wrong option, profile, template or configuration
│   ├── UnknownNameError    a name that is not in a table (ranker, format, profile …)
│   ├── ProfileError        a profile that is not valid: file, line, key, nearest known key
│   └── TemplateError       a template that fails: template and line
├── SourceError     (1)     a source that cannot be read; caught one by one, and reading continues
│   └── NoSourceError       no source can be read
├── PipelineError   (1)     the language pipeline is missing or does not fit
├── RenderError     (1)     a rendition that cannot be made or fails its final check
├── OutputError     (73)    the output cannot be written
├── LockedError     (75)    another run is under way with the same output
└── EvidenceError   (5)     a document that does not match the evidence inside it, or has none
"""


class BriefError(Exception):
    """Something that a user can correct.

    `what` says what is wrong, `where` gives the path or key, `remedy` says what to do.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        """One line: where, what, remedy."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.remedy}" if self.remedy else head


class UsageError(BriefError):
    """A wrong option, profile, template or configuration."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that is not in a table."""


class ProfileError(UsageError):
    """A profile that is not valid."""


class TemplateError(UsageError):
    """A template that cannot be found or fails."""


class SourceError(BriefError):
    """A source that cannot be read."""


class NoSourceError(SourceError):
    """No source can be read."""


class PipelineError(BriefError):
    """The language pipeline is missing or does not fit."""


class RenderError(BriefError):
    """A rendition that cannot be made or fails its final check."""


class OutputError(BriefError):
    """The output cannot be written."""

    exit_code = 73


class LockedError(BriefError):
    """Another run is under way with the same output."""

    exit_code = 75


class EvidenceError(BriefError):
    """A document that does not match the evidence inside it, or has none."""

    exit_code = 5
