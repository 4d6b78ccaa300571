"""Alembic's entry: runs the migrations on the connection that `bot.storage.schema` hands over.

SQLite can't alter a table in place, so changes there are made in batches (a copy of the table).
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.models import Base
from bot.models.base import Money, UtcDateTime


def render_item(kind: str, item: object, _autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as the plain ones beneath, so old revisions never change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Money):
        return "sa.Numeric(14, 2)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    include_object=context.config.attributes.get("include_object"),
    compare_type=True,
)
context.run_migrations()
