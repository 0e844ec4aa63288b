"""Why a request failed."""

from __future__ import annotations

from generator.errors import SourceError


class FetchError(SourceError):
    """A request that failed.

    `passes`: another attempt may help. `is_fault`: the server itself has failed. `pause`: how many seconds it asks to
    wait (None if it does not say). `status`: the status of the response (0 for none).
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
