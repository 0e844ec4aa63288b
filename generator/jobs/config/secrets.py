"""Values that may be secret: written out, or looked up only when they are used, and never shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo, WithJsonSchema

from generator.errors import UsageError
from generator.jobs.config.paths import below

MASK = "•••"
"""Shown in messages in place of a secret."""


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A value that no log and no output may show: the value itself, or where to find it."""

    text: str = ""
    env: str = ""
    """The environment variable that contains it."""
    file: Path | None = None
    """The file that contains it; surrounding white space does not count."""

    def reveal(self) -> str:
        """The value, looked up now.

        Raises:
            UsageError: the variable is not set, or the file cannot be read or is empty.
        """
        found = self.text or (_from_file(self.file) if self.file else os.environ.get(self.env, ""))
        if not found:
            place = str(self.file) if self.file else f"the environment variable {self.env}"
            raise UsageError(
                f"there is no secret in {place}", remedy="Put the secret there; the job's file refers to it."
            )
        return found

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__


@dataclass(frozen=True, slots=True, repr=False)
class Address(Secret):
    """A web address (http or https); it may contain a password or token, or be secret as a whole."""

    def reveal(self) -> str:
        """The address, looked up now.

        Raises:
            UsageError: it cannot be looked up, or is not a web address.
        """
        found = Secret.reveal(self)
        try:
            return web_address(found)
        except ValueError as error:
            place = str(self.file) if self.file else self.env
            raise UsageError(str(error), where=place, remedy="Put a web address there.") from error

    @property
    def shown(self) -> str:
        """The address as messages may show it: without user name, password and query; nothing of one looked up."""
        if not self.text:
            return MASK
        parts = urlsplit(self.text)
        host = parts.netloc.rpartition("@")[2]
        user = f"{MASK}@" if "@" in parts.netloc else ""
        return f"{parts.scheme}://{user}{host}{parts.path}" + (f"?{MASK}" if parts.query else "")


def web_address(text: str) -> str:
    """`text`, if it begins with http:// or https:// and names a host.

    Raises:
        ValueError: it does not; the message does not repeat it, because it may contain a password.
    """
    if not text.lower().startswith(("http://", "https://")):
        what = "a path" if text.lower().startswith(("/", ".", "~", "file:")) else "not a web address"
        raise ValueError(f"this is {what}; an address begins with https:// or http://")
    if any(char.isspace() or not char.isprintable() for char in text):
        raise ValueError("an address cannot contain spaces or control characters; write them as %20 and the like")
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise ValueError("this address has no valid host and port") from error
    if not is_whole:
        raise ValueError("this address has no valid host and port")
    return text


def _from_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(
            f"the secret in this file cannot be read ({why})", where=str(path), remedy="Check that you may read it."
        ) from error


def _places(value: Any, info: ValidationInfo) -> dict[str, Any]:
    """The fields of a secret: from text, or from a table with one of the keys `env` and `file`."""
    if _is_text(value):
        return {"text": value.strip()}
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, place),) = value.items()
        if key == "env" and _is_text(place):
            return {"env": place.strip()}
        if key == "file" and _is_text(place):
            return {"file": below(Path(place), info)}
    raise ValueError('write the value in quotation marks, or write { env = "NAME" } or { file = "PATH" }')


def _is_text(value: Any) -> bool:
    """Whether a value is text that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def _secret(value: Any, info: ValidationInfo) -> Secret:
    return value if isinstance(value, Secret) else Secret(**_places(value, info))


def _address(value: Any, info: ValidationInfo) -> Address:
    if isinstance(value, Address):
        return value
    address = Address(**_places(value, info))
    if address.text:
        web_address(address.text)
    return address


def _schema(*, pattern: str) -> WithJsonSchema:
    """The JSON Schema of a secret."""
    tables = [
        {
            "type": "object",
            "properties": {key: {"type": "string", "minLength": 1}},
            "required": [key],
            "additionalProperties": False,
        }
        for key in ("env", "file")
    ]
    return WithJsonSchema({"anyOf": [{"type": "string", "pattern": pattern}, *tables]})


_masked = PlainSerializer(str, return_type=str)
AnySecret = Annotated[Secret, BeforeValidator(_secret), _masked, _schema(pattern=r"\S")]
AnyAddress = Annotated[Address, BeforeValidator(_address), _masked, _schema(pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
