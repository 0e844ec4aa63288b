"""Deliveries to folders: copies of a brief's files, complete or absent."""

from __future__ import annotations

from generator import delivery
from generator.errors import OutputError
from generator.jobs.config import FolderDelivery
from generator.jobs.dispatch.values import Item, Outcome, Parcel


def payload(parcel: Parcel, rule: FolderDelivery) -> dict[str, bytes]:
    """The files in the formats of the delivery, all files if it names none."""
    wanted = rule.formats
    return {name: data for name, data in parcel.files.items() if not wanted or name.rpartition(".")[2] in wanted}


def send(item: Item, rule: FolderDelivery) -> Outcome:
    """Write the files into the folder; one that cannot be written is tried again at the next run."""
    try:
        delivery.write(item.payload, rule.path)
    except OutputError as error:
        return Outcome("waiting", f"{error.where}: {error.what}")
    return Outcome("sent")
