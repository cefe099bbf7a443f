"""Dashboards as files: the folder of YAML files is what Superset has, no more and no less.

Each dashboard, chart and data set is written once, with `${key}` where a text stands, and comes out once for each
language. Superset's own import overwrites by uuid. Around it: what it would do silently is an error here, and what has
lost its file is deleted.
"""

import logging
import re
import uuid
from hashlib import sha256
from pathlib import Path

import yaml

# The first has the names and uuids of the files; of the others they are derived.
LANGUAGES = {"zh-CN": "", "en": "-en"}
TRANSLATED = ("charts", "dashboards", "datasets")

_KEY = re.compile(r"\$\{([a-z0-9_.]+)\}")


class AssetError(Exception):
    """Says which file is wrong, and why; one line for each fault."""


class Assets:
    """The files of a folder `assets` with the texts of the folder `locales` beside it, by their path for Superset."""

    def __init__(self, folder: Path):
        sources = _documents(folder / "assets")
        if "metadata.yaml" not in sources:
            raise AssetError(f"{folder}/assets: no metadata.yaml, so it is no folder of assets")
        self.documents = {}
        faults = []
        for language, suffix in LANGUAGES.items():
            texts = _documents(folder / "locales").get(f"{language}.yaml", {})
            for name, document in sources.items():
                if name.split("/")[0] in TRANSLATED:
                    told = _Translation(name, language, suffix, texts, faults)
                    self.documents[name.replace(".yaml", f"{suffix}.yaml")] = told.of(document)
                else:
                    self.documents[name] = document
        if faults:
            raise AssetError("\n".join(dict.fromkeys(faults)))
        self.files = {
            name: yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
            for name, document in self.documents.items()
        }

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
        for name, document in self.documents.items():
            if name.startswith(f"{kind}/"):
                yield name, document


class _Translation:
    """One file in one language."""

    def __init__(self, name: str, language: str, suffix: str, texts: dict, faults: list[str]):
        self._name = name
        self._language = language
        self._suffix = suffix
        self._texts = texts
        self._faults = faults

    def of(self, document: dict) -> dict:
        told = self._value(document, "")
        for field in ("slug", "table_name"):
            if field in told:
                told[field] += self._suffix
        return told

    def _value(self, value, field: str):
        if isinstance(value, dict):
            # colours are given by what a chart says: those keys are texts too
            return {self._value(key, ""): self._value(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [self._value(one, field) for one in value]
        if not isinstance(value, str):
            return value
        if field.lower().endswith("uuid") and field != "database_uuid":
            return str(uuid.uuid5(uuid.UUID(value), self._suffix)) if self._suffix else value
        return _KEY.sub(lambda key: self._text(key[1], field), value)

    def _text(self, key: str, field: str) -> str:
        text = self._texts.get(key)
        if text is None:
            self._faults.append(f"{self._name}: no text {key} in locales/{self._language}.yaml")
            return key
        # within quotes of SQL
        return text.replace("'", "''") if field == "sql" else text


def _documents(folder: Path) -> dict[str, dict]:
    documents = {}
    for path in sorted(folder.rglob("*.yaml")):
        try:
            documents[path.relative_to(folder).as_posix()] = yaml.safe_load(path.read_text("utf-8"))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f":{mark.line + 1}" if mark else ""
            raise AssetError(f"{path}{line}: {getattr(error, 'problem', None) or error}") from error
    return documents


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
