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
    """When the job runs: a local time of day."""

    at: Clock = Field(default=dt.time(5, 30), json_schema_extra={"default": "05:30"})
    """Time of day, "05:30". If a clock change skips it, the job runs right after the change."""
    days: tuple[Day, ...] = Field(default=DAYS, min_length=1)
    """Days of the week."""
    zone: Zone = "America/Toronto"
    """IANA name of the time zone."""


class SourceRule(_JobTable):
    """Where stories come from: a feed, a page or a folder."""

    name: Label
    """Name for messages."""
    feed: AnyAddress | None = None
    """Address of an RSS or Atom feed."""
    page: AnyAddress | None = None
    """Address of one story."""
    folder: StoryFolder | None = None
    """Folder of story files; give the full path of a folder outside the folder of this file."""
    most: int = Field(default=50, ge=1, le=1_000_000)
    """The most stories to take in one run, newest first."""
    max_bytes: int = Field(default=5_000_000, ge=1_000, le=100_000_000)
    """The largest response or file to read."""
    timeout: float = Field(default=20, gt=0, le=600)
    """Seconds to wait for a server."""
    wait: float = Field(default=1, ge=0, le=600)
    """Seconds between two requests to the same server."""
    robots: bool = True
    """Whether to respect the server's robots.txt."""
    full_text: bool = True
    """Whether to follow the links of a feed to the full stories."""

    @model_validator(mode="after")
    def _has_one_place(self) -> SourceRule:
        if sum(place is not None for place in (self.feed, self.page, self.folder)) != 1:
            raise ValueError("a source needs exactly one of the keys feed, page or folder")
        return self


class FolderDelivery(_JobTable):
    """A folder to which each brief is copied."""

    kind: Literal["folder"]
    name: Label
    """Name for messages."""
    path: AnyPath
    """The folder; it is created if need be."""
    formats: tuple[Format, ...] = ()
    """Formats to copy; if left out, all that the job makes."""


class MailDelivery(_JobTable):
    """People who get each brief by e-mail."""

    kind: Literal["mail"]
    name: Label
    """Name for messages."""
    server: Host
    """Host name of the mail server."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Port of the server; if left out, 587 for "starttls", 465 for "implicit" and 25 for "none"."""
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    """How the connection is encrypted."""
    user: AnySecret | None = None
    """User name for logging in."""
    password: AnySecret | None = None
    """Password of that user."""
    sender: Mailbox
    """Address of the sender."""
    to: tuple[Mailbox, ...] = Field(min_length=1)
    """Addresses of the recipients; each gets a separate message."""
    formats: tuple[Format, ...] = ("pdf",)
    """Formats to attach, among those that the job makes."""
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
    """A program elsewhere that is notified of each brief."""

    kind: Literal["webhook"]
    name: Label
    """Name for messages."""
    url: AnyAddress
    """Address to which the notification is posted, as JSON."""
    secret: AnySecret | None = None
    """Key that signs the message (HMAC-SHA256)."""
    timeout: float = Field(default=20, gt=0, le=600)
    """Seconds to wait for the server."""


Delivery = Annotated[FolderDelivery | MailDelivery | WebhookDelivery, Field(discriminator="kind")]


class Monitor(_JobTable):
    """A monitoring service: it is pinged at start, success and failure, and notices when the job stops running."""

    url: AnyAddress
    """Address to ping."""
    timeout: float = Field(default=5, gt=0, le=60)
    """Seconds to wait; a failed ping never holds up the job."""


class Job(_JobTable):
    """A scheduled job: where stories come from, what brief they make, when, and who gets it."""

    name: str = Field(default="brief", pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)
    """Lower-case letters, digits and hyphens; distinguishes the jobs on a machine."""
    profile: ProfileName = Field(default="canada-us-russia", min_length=1)
    """Name of a shipped profile, or path of a TOML file."""
    output: AnyPath = Field(default=Path("output"), validate_default=True)
    """Folder for briefs."""
    formats: tuple[Format, ...] = Field(default=("pdf", "html", "json"), min_length=1)
    """Formats of each brief."""
    pages: int | None = Field(default=None, ge=1, le=200)
    """The most pages of PDF; if left out, the profile's number."""
    words: int | None = Field(default=None, ge=1)
    """The most words quoted from sources."""
    language: str = Field(default="en", pattern="^[a-z]+$")
    """Language of headings and labels: "en", "fr", or one that has a catalog in your own templates."""
    evidence: Literal["full", "passages"] = "full"
    """Whether a brief includes its sources in full, or only the paragraphs that it cites."""
    sign: AnyPath | None = None
    """File of the Ed25519 key that signs the evidence."""
    templates: AnyPath | None = None
    """Folder of your own templates, which replace shipped ones of the same name."""
    ranker: Ranker = "brief"
    """How passages are ranked."""
    jobs: int = Field(default=1, ge=1, le=256)
    """Processes that analyse stories in parallel."""
    cluster: str = ""
    """Scheduler of a Dask cluster to analyse stories on: "tcp://HOST:8786"; if empty, this machine does it."""
    window: Window = Field(default=dt.timedelta(hours=26), json_schema_extra={"default": "26h"})
    """How far back from the run stories are news: "26h", "90m", "3d"."""
    nothing_new: Literal["skip", "publish"] = "skip"
    """When nothing is new: "skip" makes no brief, "publish" makes one anyway."""
    archive: AnySecret | None = None
    """Database to use instead of a file in the output folder: "postgresql://…"; machines may share it."""
    keep: int | None = Field(default=None, ge=1)
    """Days to keep briefs; if left out, they are all kept."""
    schedule: Schedule = Schedule()
    """When the job runs."""
    sources: tuple[SourceRule, ...] = Field(min_length=1)
    """Where stories come from."""
    deliveries: tuple[Delivery, ...] = ()
    """Who gets each brief."""
    monitor: Monitor | None = None
    """A monitoring service that notices when the job stops running."""
