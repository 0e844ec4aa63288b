"""The outbox: messages are stored on disk, complete, until they are known to have been sent."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import delivery
from generator.jobs.dispatch.values import Item

PLACE = ".outbox"
"""The outbox, relative to the output folder."""

_ENDING = f".{delivery.MANIFEST}"


@dataclass(frozen=True, slots=True)
class Outbox:
    """A folder of items, each a manifest and the files it lists; the manifest is written last and removed first."""

    folder: Path

    def put(self, item: Item) -> None:
        """Store `item`, replacing an earlier one with the same key.

        Raises:
            OutputError: it cannot be written; the earlier one is unchanged.
        """
        stored = {f"{item.key}.{number}": data for number, data in enumerate(item.payload.values())}
        manifest = json.dumps(_manifest(item), ensure_ascii=False, indent=1)
        delivery.write({**stored, item.key + _ENDING: manifest.encode()}, self.folder)

    def has(self, key: str) -> bool:
        """Whether the outbox holds an item with that key."""
        return (self.folder / (key + _ENDING)).is_file()

    def sweep(self) -> None:
        """Remove what a killed run left of items that it was storing or removing."""
        for path in sorted(self.folder.glob("*.*")):
            if path.suffix[1:].isdecimal() and not self.has(path.stem):
                path.unlink(missing_ok=True)

    def items(self) -> tuple[list[Item], list[str]]:
        """All items, oldest first, and a warning for each damaged one."""
        found: list[Item] = []
        faults: list[str] = []
        for path in sorted(self.folder.glob(f"*{_ENDING}")):
            try:
                found.append(self._read(path))
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                faults.append(f"{path}: this message in the outbox is damaged and was not sent; delete it")
        return sorted(found, key=lambda item: (item.written, item.key)), faults

    def drop(self, item: Item) -> None:
        """Remove `item`."""
        with contextlib.suppress(OSError):  # an item that remains is recognized by its key and not sent again
            (self.folder / (item.key + _ENDING)).unlink(missing_ok=True)
            for path in self.folder.glob(f"{item.key}.*"):
                path.unlink(missing_ok=True)

    def _read(self, path: Path) -> Item:
        """The item of the manifest at `path`; ValueError if a file has changed."""
        manifest = json.loads(path.read_text(encoding="utf-8"))
        stem = path.name.removesuffix(_ENDING)
        payload = {
            entry["name"]: self._content(f"{stem}.{number}", entry["sha256"])
            for number, entry in enumerate(manifest["files"])
        }
        written = dt.datetime.fromisoformat(manifest["written"])
        item = Item(manifest["brief"], manifest["delivery"], manifest["recipient"], written, payload)
        if item.key != stem or written.tzinfo is None:
            raise ValueError("the content of this outbox entry does not match its file name")
        return item

    def _content(self, name: str, digest: str) -> bytes:
        data = (self.folder / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("the file has changed")
        return data


def _manifest(item: Item) -> Mapping[str, Any]:
    files = [{"name": name, "sha256": hashlib.sha256(data).hexdigest()} for name, data in item.payload.items()]
    return {
        "brief": item.brief,
        "delivery": item.delivery,
        "recipient": item.recipient,
        "written": item.written.isoformat(),
        "files": files,
    }
