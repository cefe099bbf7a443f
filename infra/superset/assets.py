"""Dashboards as files: the folder of YAML files is what Superset has, no more and no less.

Superset's own import overwrites by uuid. Around it: what it would do silently is an error here, and what has lost its
file is deleted.
"""

import logging
from hashlib import sha256
from pathlib import Path

import yaml


class AssetError(Exception):
    """Says which file is wrong, and why; one line for each fault."""


class Assets:
    """The files of one folder, by their path inside it."""

    def __init__(self, folder: Path):
        self.files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}
        if "metadata.yaml" not in self.files:
            raise AssetError(f"{folder}: no metadata.yaml, so it is no folder of assets")

    def digest(self) -> str:
        total = sha256()
        for name, text in self.files.items():
            total.update(f"{name}\0{text}\0".encode())
        return total.hexdigest()

    def uuids(self, kind: str) -> set[str]:
        return {str(document["uuid"]) for _, document in self._documents(kind)}

    def check(self) -> None:
        """Refuses dashboards that name charts without a file: Superset would drop those charts and all after them."""
        charts = self.uuids("charts")
        faults = []
        for name, document in self._documents("dashboards"):
            for key, node in document["position"].items():
                if isinstance(node, dict) and node.get("type") == "CHART" and node["meta"]["uuid"] not in charts:
                    faults.append(f"{name}: {key} names chart {node['meta']['uuid']}, which has no file")
        if faults:
            raise AssetError("\n".join(faults))

    def _documents(self, kind: str):
        for name, text in self.files.items():
            if name.startswith(f"{kind}/"):
                yield name, yaml.safe_load(text)


def apply(assets: Assets, username: str) -> list[str]:
    """Imports all files as this user and deletes what has none; returns what was deleted. Needs the application."""
    from superset import db, security_manager
    from superset.commands.exceptions import CommandInvalidError, ImportFailedError
    from superset.commands.importers.v1.assets import ImportAssetsCommand
    from superset.utils.core import override_user

    assets.check()
    # they log with a stack trace what is raised, and shown, anyway
    for name in ("superset.utils.decorators", "superset.commands.importers.v1.utils", "trino.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with override_user(security_manager.find_user(username)):
        try:
            ImportAssetsCommand(assets.files, passwords={}).run()
        except (CommandInvalidError, ImportFailedError) as error:
            db.session.rollback()
            raise AssetError(_reasons(error)) from error
        deleted = _delete_orphans(assets)
        db.session.commit()
    return deleted


def _delete_orphans(assets: Assets) -> list[str]:
    from superset import db
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.dashboard import Dashboard
    from superset.models.slice import Slice

    deleted = []
    # in this order: a dashboard holds charts, a chart a dataset
    for kind, model in (("dashboards", Dashboard), ("charts", Slice), ("datasets", SqlaTable)):
        kept = assets.uuids(kind)
        for row in db.session.query(model).filter_by(is_managed_externally=True).all():
            if str(row.uuid) not in kept:
                deleted.append(f"{kind}/{row.uuid} ({row})")
                db.session.delete(row)
    return deleted


def _reasons(error: Exception) -> str:
    # the outer error says only that something failed
    cause = error.__cause__ or error
    if hasattr(cause, "normalized_messages"):
        messages = cause.normalized_messages()
        return "\n".join(f"{name}: {reason}" for name, reason in messages.items()) if isinstance(messages, dict) else str(messages)
    return f"{type(cause).__name__}: {cause}"
