"""Why an address gave nothing."""

from __future__ import annotations

from generator.errors import SourceError


class FetchError(SourceError):
    """An address that gave nothing.

    `passes` tells whether another try may help, `is_fault` whether the server itself has failed, `pause` how many
    seconds it asks to wait (None where it does not say), `status` what it answered (0 for nothing).
    """

    def __init__(
        self,
        what: str,
        *,
        remedy: str = "",
        passes: bool = False,
        is_fault: bool = False,
        pause: float | None = None,
        status: int = 0,
    ) -> None:
        super().__init__(what, remedy=remedy)
        self.passes, self.is_fault, self.pause, self.status = passes, is_fault, pause, status
