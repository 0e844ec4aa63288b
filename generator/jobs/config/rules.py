"""The settings of a scheduled job as frozen values."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.jobs.config.paths import AnyPath, ProfileName, StoryFolder
from generator.jobs.config.secrets import AnyAddress, AnySecret
from generator.jobs.config.values import DAYS, Clock, Day, Host, Label, Mailbox, Window, Zone

Format = Literal["pdf", "html", "docx", "json", "md", "eml"]
Ranker = Literal[
    "brief",
    "lead",
    "lexrank",
    "centroid",
    "sumy-edmundson",
    "sumy-kl",
    "sumy-lex-rank",
    "sumy-lsa",
    "sumy-luhn",
    "sumy-reduction",
    "sumy-sum-basic",
    "sumy-text-rank",
]
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class _JobTable(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )


class Schedule(_JobTable):
    """When the job runs: at a time of day as the clocks of a place show it."""

    at: Clock = Field(default=dt.time(5, 30), json_schema_extra={"default": "05:30"})
    """Time of day, "05:30". One that a change of the clocks skips is run at the first moment after it."""
    days: tuple[Day, ...] = Field(default=DAYS, min_length=1)
    """Days of the week."""
    zone: Zone = "America/Toronto"
    """Time zone by its IANA name."""


class SourceRule(_JobTable):
    """Where stories come from: a feed, a page or a folder, and how it is treated."""

    name: Label
    """What messages call it."""
    feed: AnyAddress | None = None
    """Address of an RSS or Atom feed."""
    page: AnyAddress | None = None
    """Address of one story."""
    folder: StoryFolder | None = None
    """Folder of story files; one outside the folder of this file by its whole path."""
    most: int = Field(default=50, ge=1, le=1_000_000)
    """Stories to take from it in one run, the newest first."""
    max_bytes: int = Field(default=5_000_000, ge=1_000, le=100_000_000)
    """The largest answer or file that is read."""
    timeout: float = Field(default=20, gt=0, le=600)
    """Seconds to wait for a server."""
    wait: float = Field(default=1, ge=0, le=600)
    """Seconds between two requests to the same server."""
    robots: bool = True
    """Whether to keep to the server's robots.txt."""
    full_text: bool = True
    """Whether to follow the links of a feed to the whole stories."""

    @model_validator(mode="after")
    def _has_one_place(self) -> SourceRule:
        if sum(place is not None for place in (self.feed, self.page, self.folder)) != 1:
            raise ValueError("a source has exactly one of the keys feed, page and folder")
        return self


class FolderDelivery(_JobTable):
    """A folder that each brief is copied to."""

    kind: Literal["folder"]
    name: Label
    """What messages call it."""
    path: AnyPath
    """The folder; it is made if need be."""
    formats: tuple[Format, ...] = ()
    """Formats to copy; all that the job makes if there are none."""


class MailDelivery(_JobTable):
    """Readers who get each brief by e-mail."""

    kind: Literal["mail"]
    name: Label
    """What messages call it."""
    server: Host
    """Host name of the mail server."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Port of the server; 587 with "starttls", 465 with "implicit", 25 with "none" if not given."""
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    """How the connection is encrypted."""
    user: AnySecret | None = None
    """User to log in as."""
    password: AnySecret | None = None
    """Password of that user."""
    sender: Mailbox
    """Address that the message comes from."""
    to: tuple[Mailbox, ...] = Field(min_length=1)
    """Addresses that it goes to; each gets a message of its own."""
    formats: tuple[Format, ...] = ("pdf",)
    """Formats to attach; only those that the job makes."""
    timeout: float = Field(default=30, gt=0, le=600)
    """Seconds to wait for the server."""

    @model_validator(mode="after")
    def _can_log_in(self) -> MailDelivery:
        if (self.user is None) != (self.password is None):
            raise ValueError("to log in, give both user and password")
        if self.password and self.tls == "none" and self.server not in _LOOPBACK:
            raise ValueError('a password needs encryption: set tls to "starttls" or "implicit"')
        return self


class WebhookDelivery(_JobTable):
    """A program elsewhere that is told of each brief."""

    kind: Literal["webhook"]
    name: Label
    """What messages call it."""
    url: AnyAddress
    """Address that the news of a brief is posted to, as JSON."""
    secret: AnySecret | None = None
    """Key with which the message is signed (HMAC-SHA256)."""
    timeout: float = Field(default=20, gt=0, le=600)
    """Seconds to wait for the server."""


Delivery = Annotated[FolderDelivery | MailDelivery | WebhookDelivery, Field(discriminator="kind")]


class Monitor(_JobTable):
    """A service that notices when the job stops running: it is pinged at start, success and failure."""

    url: AnyAddress
    """Address to ping."""
    timeout: float = Field(default=5, gt=0, le=60)
    """Seconds to wait for it; a failure never holds up the job."""


class Job(_JobTable):
    """A scheduled job: where stories come from, which brief they make, when, and who gets it."""

    name: str = Field(default="brief", pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)
    """Small letters, digits and hyphens; tells one job on a machine from another."""
    profile: ProfileName = Field(default="canada-us-russia", min_length=1)
    """A shipped profile, or the path of a TOML file."""
    output: AnyPath = Field(default=Path("output"), validate_default=True)
    """Folder that briefs are written to."""
    formats: tuple[Format, ...] = Field(default=("pdf", "html", "json"), min_length=1)
    """Formats of each brief."""
    pages: int | None = Field(default=None, ge=1, le=200)
    """At most this many pages of PDF; the profile's number if not given."""
    words: int | None = Field(default=None, ge=1)
    """At most this many words of sources."""
    language: Literal["en", "fr"] = "en"
    """Language of headings and labels."""
    evidence: Literal["full", "passages"] = "full"
    """Whether a brief carries its sources whole, or only the paragraphs that it cites."""
    sign: AnyPath | None = None
    """Ed25519 key that signs the evidence."""
    templates: AnyPath | None = None
    """Folder of your own templates, laid over the shipped ones."""
    ranker: Ranker = "brief"
    """How passages are weighed."""
    jobs: int = Field(default=1, ge=1, le=256)
    """Processes that analyse stories at the same time."""
    cluster: str = ""
    """Scheduler of a Dask cluster that analyses instead: "tcp://HOST:8786"; none if empty."""
    window: Window = Field(default=dt.timedelta(hours=26), json_schema_extra={"default": "26h"})
    """How far back stories are news: "26h", "90m", "3d" before the run."""
    nothing_new: Literal["skip", "publish"] = "skip"
    """What to do where nothing is new: make no brief, or make one all the same."""
    archive: AnySecret | None = None
    """Database that remembers, in place of a file in the output folder: "postgresql://…"; machines may share it."""
    keep: int | None = Field(default=None, ge=1)
    """Days to keep briefs; all of them if not given."""
    schedule: Schedule = Schedule()
    """When the job runs."""
    sources: tuple[SourceRule, ...] = Field(min_length=1)
    """Where stories come from."""
    deliveries: tuple[Delivery, ...] = ()
    """Who gets each brief."""
    monitor: Monitor | None = None
    """A service that notices when the job stops running."""
