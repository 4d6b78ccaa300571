"""What a template is called in its reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import aliased

from bot.domain.languages import code_of
from bot.models import InteractionTemplate, InteractionTemplateLanguage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

_ROW = aliased(InteractionTemplateLanguage)


def name_of(template: type[InteractionTemplate]) -> ColumnElement[str]:
    """The description of the template's row in that language, of whichever country; else its own.

    A column for a statement that selects from ``template``, with :func:`read_in`.
    """
    described = (
        select(_ROW.description)
        .where(
            _ROW.template_code == template.code,
            _ROW.language_code.like(bindparam("own_language")),
            _ROW.description != "",
        )
        .order_by(
            case((_ROW.language_code == bindparam("own_code"), 0), else_=1), _ROW.language_code
        )
        .limit(1)
        .correlate(template)
        .scalar_subquery()
    )
    return func.coalesce(described, template.description)


NAME: ColumnElement[str] = name_of(InteractionTemplate)


def read_in(locale: str) -> Mapping[str, str]:
    """The parameters of :func:`name_of`."""
    code = code_of(locale)
    return {"own_code": code, "own_language": f"{code[:2]}%"}
