"""The build: from files to a new generation of a store, by named steps, all or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from os import PathLike
from pathlib import Path

from kg.builds.fingerprints import fingerprint
from kg.builds.knowledge import add_knowledge, read_knowledge
from kg.builds.reports import Failure, Report
from kg.builds.steps import STEPS
from kg.builds.values import SPOOL, Build, Progress, Step
from kg.errors import StoreError
from kg.graph.spools import Spool
from kg.identifiers import Identifiers
from kg.settings import Settings, read_settings
from kg.store.generations import current, folder_of, read_about, sweep, writing

__all__ = ["STEPS", "Build", "Failure", "Progress", "Report", "Step", "build"]


def build(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    store: str | PathLike[str],
    workers: int = 1,
    with_contacts: bool = False,
    remove: Iterable[str] = (),
    instruments: str = "",
    decisions: str = "",
    settings: Settings | None = None,
    progress: Progress = lambda step, done, total: None,
    steps: Sequence[Step] = STEPS,
) -> Report:
    """Reads a file or a folder, or several, into the store in a folder, adding to what it holds; a source given again replaces exactly its own facts.

    `remove` names sources to take out of the store first; a file that is merely no longer given stays in it. `instruments` and `decisions` are
    CSV texts (`kg.registry`) that are added to what the store holds of them; all conclusions are drawn anew with them. `settings` are read from
    the environment unless given. Inputs that cannot be read are in the report's `failures`; the rest is stored. Where nothing could be read into
    a new store, none is made: the report's `generation` is 0.
    Raises InvalidData for a faulty CSV, UnknownName for a source to remove that is not there, and StoreError where the store cannot be written,
    is being written, or was built with another base of IRIs; nothing has changed then.
    """
    settings = read_settings(os.environ) if settings is None else settings
    root = Path(store)
    with writing(root) as staging:
        number = current(root)
        previous = None if number is None else folder_of(root, number)
        if previous is not None:
            base = read_about(previous).base
            if base != settings.base_iri:
                raise StoreError(
                    f"{root}: was built with the base {base}, this build has {settings.base_iri} (KG_BASE_IRI); use one, or a new folder"
                )
        knowledge = add_knowledge(read_knowledge(previous), instruments=instruments, decisions=decisions)
        try:
            if previous is not None:
                shutil.copyfile(previous / SPOOL, staging / SPOOL)
            with closing(Spool(staging / SPOOL)) as spool:
                work = Build(
                    paths=tuple(map(Path, [paths] if isinstance(paths, str | PathLike) else paths)),
                    root=root,
                    staging=staging,
                    settings=settings,
                    fingerprint=fingerprint(base=settings.base_iri, with_contacts=with_contacts),
                    identifiers=Identifiers(settings.base_iri),
                    previous=previous,
                    spool=spool,
                    workers=workers,
                    with_contacts=with_contacts,
                    remove=tuple(remove),
                    knowledge=knowledge,
                    progress=progress,
                )
                for step in steps:
                    progress(step.name, 0, 0)
                    step.run(work)
                    if work.is_void:
                        break
        # A full disk, a folder that went away, a damaged generation: inputs that cannot be read do not end here.
        except (OSError, EOFError, zlib.error, sqlite3.Error) as fault:
            raise StoreError(f"{root}: the build failed and changed nothing: {fault}") from fault
        sweep(root)
        return work.report
