"""What every table shares: the metadata with named constraints, and the column types.

The types exist because the two databases differ: SQLite keeps neither time zones nor exact
decimals, and PostgreSQL sorts text by the rules of a language unless told otherwise.
"""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData, Numeric, String, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

CODE = 20
"""Length of a Business Central code or number."""

DESCRIPTION = 100
"""Length of a description or of a name."""

SLACK_ID = 32
"""Length kept for an id that Slack gives."""

FALSE = text("false")


class Base(DeclarativeBase):
    """Root of the mapped classes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in, aware UTC out, on both databases.

    Raises `ValueError` for a datetime without time zone, which would mean a different instant on
    every host.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Money(TypeDecorator[Decimal]):
    """An amount in the company's currency, NUMERIC(14, 2), `Decimal` in Python.

    SQLite holds a number where PostgreSQL holds a decimal; two digits survive the way there and
    back.
    """

    impl = Numeric(14, 2)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Numeric(14, 2, asdecimal=False))
        return dialect.type_descriptor(Numeric(14, 2))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return float(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value)).quantize(Decimal("0.01"))


def words_of(enum: type[StrEnum], name: str) -> Enum:
    """Column type of a closed list: its words as text, held to them by a CHECK called `name`."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=CODE,
        values_callable=lambda members: [member.value for member in members],
    )


def folded(length: int) -> String:
    """Column type of folded text, sorted and compared byte by byte.

    A prefix is looked up as a range, which is only right when the database sorts by bytes.
    """
    return String(length).with_variant(String(length, collation="C"), "postgresql")
