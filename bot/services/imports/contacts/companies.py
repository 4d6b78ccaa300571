"""Which companies the persons of a file belong to: by number, else by name.

A number that neither the file nor the database knows, as of another system, leaves it to the name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.domain.imports.identity import State, split
from bot.domain.imports.values import full_name
from bot.domain.messages import N_, Text
from bot.services.imports.kinds import ROWS_AT_ONCE
from bot.services.imports.lookups import companies_called, companies_numbered

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.imports.contacts.staging import ContactStaging
    from bot.services.imports.lookups import Existing

_COMPANIES = N_("Several companies are called {company}.")
_COMPANY_GONE = N_("The company {company} is blocked, merged or deleted.")
_NO_COMPANY = N_("No company has the number {no}.")


class Companies:
    """Decides once the rows of companies have their outcomes."""

    def __init__(self, session: AsyncSession, staging: ContactStaging) -> None:
        self._session = session
        self._staging = staging

    async def find(self) -> None:
        """Say of each company that a row names which it is, or why that can't be told."""
        await self._by_number()  # what it doesn't find is then looked for by name
        for batch in self._staging.companies(ROWS_AT_ONCE, numbered=False):
            unknown = [folded for folded, _, _, rows in batch if not rows]
            found = await companies_called(self._session, unknown)
            for folded, name, _, rows in batch:
                shown = {"company": name}
                if len(rows) > 1:
                    self._staging.company_is(folded, None, Text(_COMPANIES, shown))
                elif rows:
                    row = self._staging.get(rows[0])
                    self._staging.company_is(folded, row.contact_id)
                else:
                    self._of_that_name(folded, shown, found.get(folded, []))

    async def _by_number(self) -> None:
        for batch in self._staging.companies(ROWS_AT_ONCE, numbered=True):
            numbers = [split(folded)[0] or "" for folded, _, _, _ in batch]
            there = await companies_numbered(self._session, numbers)
            for no, (folded, name, number, _) in zip(numbers, batch, strict=True):
                rows = self._staging.rows_numbered(no)
                if rows:
                    self._of_row(folded, rows[0], there.get(no))
                elif no in there:
                    self._of_that_number(folded, there[no])
                elif called := split(folded)[1]:
                    self._staging.same_company(folded, called, name, number)
                else:
                    self._staging.company_is(folded, None, Text(_NO_COMPANY, {"no": no}))

    def _of_row(self, folded: str, number: int, company: Existing | None) -> None:
        row = self._staging.get(number)
        name = full_name(row.values) or (str(company.values["name"]) if company else "")
        self._staging.company_called(folded, name)
        self._staging.company_is(folded, row.contact_id)

    def _of_that_number(self, folded: str, company: Existing) -> None:
        name = str(company.values["name"])
        self._staging.company_called(folded, name)
        if company.known.state is State.OFFERED:
            self._staging.company_is(folded, company.known.id)
        else:
            self._staging.company_is(folded, None, Text(_COMPANY_GONE, {"company": name}))

    def _of_that_name(
        self, folded: str, shown: Mapping[str, str], found: Sequence[Existing]
    ) -> None:
        offered = [company for company in found if company.known.state is State.OFFERED]
        if len(offered) == 1:
            self._staging.company_is(folded, offered[0].known.id)
        elif offered:
            self._staging.company_is(folded, None, Text(_COMPANIES, shown))
        elif found:
            self._staging.company_is(folded, None, Text(_COMPANY_GONE, shown))
