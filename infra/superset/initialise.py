"""Brings Superset's metadata database to the state that this folder and the assets describe.

Three steps, each done only when its inputs have changed since it last succeeded on this database: `schema` (tables and
roles), `accounts`, `assets`. What was done is noted in the database itself, so that a fresh database is never mistaken
for a finished one. Loading Superset takes seconds: it is loaded only when there is something to do.

Exit 0: done. Exit 1: one line for each fault on stderr. Exit 2: a parameter is missing.
"""

import hmac
import json
import os
import sys
import time
from hashlib import sha256
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from assets import AssetError, Assets, apply

HERE = Path(__file__).resolve().parent
ADMINISTRATOR = "admin"

# One role for all who read: every dataset of the schema. Trino decides what of it each person gets.
READER = "Reader"
READABLE = ("schema_access", "[lake].[lake].[analysis]")
# What everyone may read, visitors without an account too.
PUBLIC = "Public"
PUBLISHED = ("schema_access", "[lake].[lake].[published]")

# One role for each kind of account, for the dashboards that are shown to it.
ANALYST, ASSESSOR, DEPARTMENT, LEADER, OPERATOR, SUPERVISOR = KINDS = (
    "Analyst",
    "Assessor",
    "Department",
    "Leader",
    "Operator",
    "Supervisor",
)
ROLES = {
    ADMINISTRATOR: ["Admin"],
    "analyst": ["Gamma", READER, ANALYST, "sql_lab"],
    "assessor": ["Gamma", READER, ASSESSOR],
    "leader": ["Gamma", READER, LEADER],
    "operator": ["Gamma", READER, OPERATOR, "sql_lab"],
    "supervisor": ["Gamma", READER, SUPERVISOR, "sql_lab"],
}
# department:CODE, one account for each department
DEPARTMENT_ACCOUNTS = "department:"
DEPARTMENT_ROLES = ["Gamma", READER, DEPARTMENT]

# Who is shown which dashboard, by slug: those to whom Trino gives what its charts ask. One that is not here is shown
# to everyone who may read its data.
_CITY = (ANALYST, LEADER, OPERATOR, SUPERVISOR)
SHOWN_TO = {
    "overview": _CITY,
    "ranking": _CITY,
    "findings": _CITY,
    "integrity": (SUPERVISOR,),
    "workbench": (ANALYST, DEPARTMENT, OPERATOR, SUPERVISOR),
    "assessment": (*_CITY, ASSESSOR, DEPARTMENT),
    "health": (ANALYST, OPERATOR, SUPERVISOR),
}


class Ledger:
    """What has been applied to the metadata database, as a digest for each step."""

    def __init__(self, uri: str):
        self._engine = create_engine(uri)
        with self._engine.begin() as connection:
            connection.execute(text("CREATE TABLE IF NOT EXISTS hcp_applied (step text PRIMARY KEY, digest text NOT NULL)"))

    def applied(self) -> dict[str, str]:
        with self._engine.begin() as connection:
            return dict(connection.execute(text("SELECT step, digest FROM hcp_applied")).all())

    def note(self, step: str, digest: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO hcp_applied VALUES (:step, :digest)"
                    " ON CONFLICT (step) DO UPDATE SET digest = excluded.digest"
                ),
                {"step": step, "digest": digest},
            )


def update_schema(app) -> None:
    import flask_migrate
    from superset import appbuilder, security_manager

    flask_migrate.upgrade()
    appbuilder.add_permissions(update_perms=True)
    security_manager.sync_role_definitions()
    _grant(security_manager, READER, *READABLE)
    for role in (READER, PUBLIC):
        _grant(security_manager, role, *PUBLISHED)
    for role in KINDS:
        security_manager.add_role(role)
    # without it the login page cannot load its Chinese texts
    _grant(security_manager, PUBLIC, "can_language_pack", "Superset")


def _grant(security_manager, role: str, permission: str, view: str) -> None:
    pair = security_manager.add_permission_view_menu(permission, view)
    security_manager.add_permission_role(security_manager.add_role(role), pair)


def update_accounts(accounts: dict[str, str]) -> None:
    from superset import security_manager
    from werkzeug.security import check_password_hash

    for name, password in accounts.items():
        names = DEPARTMENT_ROLES if name.startswith(DEPARTMENT_ACCOUNTS) else ROLES.get(name)
        if names is None:
            _say(f"account {name} has no role in Superset: skipped")
            continue
        roles = [security_manager.find_role(role) for role in names]
        user = security_manager.find_user(name)
        if user is None:
            mail = f"{name.replace(':', '.')}@haochaping.invalid"
            user = security_manager.add_user(name, name, "", mail, role=roles, password=password)
            if not user:
                raise RuntimeError(f"account {name} could not be added")
            continue
        user.roles = roles
        security_manager.update_user(user)
        if not check_password_hash(user.password, password):
            security_manager.reset_password(user.id, password)


def show_dashboards() -> None:
    from superset import db, security_manager
    from superset.models.dashboard import Dashboard

    for dashboard in db.session.query(Dashboard).filter_by(is_managed_externally=True).all():
        kinds = SHOWN_TO.get(dashboard.slug.removesuffix("-en"), ())
        dashboard.roles = [security_manager.find_role(kind) for kind in kinds]
    db.session.commit()


def _say(message: str) -> None:
    print(f"superset: {message}", flush=True)


def _digest(*paths: Path) -> str:
    total = sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def main() -> int:
    try:
        accounts_file = Path(os.environ["SUPERSET_ACCOUNTS"])
        dashboards_folder = Path(os.environ["SUPERSET_DASHBOARDS"])
        from superset_config import SECRET_KEY, SQLALCHEMY_DATABASE_URI
    except (KeyError, RuntimeError) as error:
        print(f"initialise.py: missing parameter: {error}", file=sys.stderr)
        return 2

    assets = Assets(dashboards_folder)
    wanted = {
        "schema": _digest(HERE / "requirements.lock", HERE / "superset_config.py", HERE / "initialise.py"),
        # keyed: the digest of a file of passwords must not help to guess them
        "accounts": hmac.digest(SECRET_KEY.encode(), accounts_file.read_bytes(), "sha256").hex()
        + _digest(HERE / "initialise.py"),
        "assets": assets.digest() + _digest(HERE / "assets.py", HERE / "initialise.py"),
    }
    ledger = Ledger(SQLALCHEMY_DATABASE_URI)
    applied = ledger.applied()
    due = [step for step in wanted if applied.get(step) != wanted[step]]
    if not due:
        return 0

    from superset.app import create_app

    app = create_app()
    with app.app_context():
        for step in due:
            start = time.monotonic()
            if step == "schema":
                update_schema(app)
            elif step == "accounts":
                update_accounts(json.loads(accounts_file.read_text("utf-8")))
            else:
                for name in apply(assets, ADMINISTRATOR):
                    _say(f"deleted {name}")
                show_dashboards()
            ledger.note(step, wanted[step])
            _say(f"{step} done in {time.monotonic() - start:.1f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (AssetError, OSError, RuntimeError, SQLAlchemyError, ValueError) as error:
        print(f"initialise.py: {error}", file=sys.stderr)
        sys.exit(1)
