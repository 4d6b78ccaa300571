"""Column shapes that revisions share. Frozen: a revision must make tomorrow what it made today."""

from typing import Any

import sqlalchemy as sa


def folded(length: int) -> sa.String:
    """Text that is sorted and compared byte by byte on both databases."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def words(name: str, *members: str) -> sa.Enum:
    """One of `members` as text, held to them by a CHECK called after `name`."""
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=20)


def flag(name: str) -> sa.Column[Any]:
    """A boolean that is false unless said otherwise."""
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def instant(name: str) -> sa.Column[Any]:
    """A moment that is now unless said otherwise."""
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)
