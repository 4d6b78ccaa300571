"""The segments on the simulator's page: what a manager does and sees, in their language.

Words come in English and are said in the reader's language by the product's catalogue; sentences
whose grammar matters are written out in both. Every step waits for what it leads to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.i18n import translator
from tests.browser.wizard_page import command, modal

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the product's words in a language."""

    user: str
    language: str

    def __call__(self, message: str, **parameters: object) -> str:
        """The product's words for an English message."""
        return translator(self.language)(message, **parameters)

    def reads(self, english: str, french: str) -> str:
        """A sentence that is written out in both languages."""
        return french if self.language == "fr" else english


@dataclass(frozen=True)
class Screen:
    """The page of a reader."""

    page: Page
    who: Reader

    @property
    def form(self) -> Locator:
        """The open window."""
        return modal(self.page)

    async def open(self, line: str, title: str) -> None:
        """Send a slash command and wait for the window with this (English) title."""
        await command(self.page, line)
        await self.has_title(title)

    async def has_title(self, title: str) -> None:
        await expect(self.form.get_by_role("heading", level=2)).to_have_text(self.who(title))

    async def says(self, english: str, french: str) -> None:
        """Wait until the window says so."""
        await expect(self.form).to_contain_text(self.who.reads(english, french))

    async def lists(self, *paragraphs: tuple[str, str]) -> None:
        """The same where each paragraph may say more."""
        wanted = [self.who.reads(*each) for each in paragraphs]
        sections = self.form.locator(".block-section")
        await expect(sections).to_contain_text(wanted, use_inner_text=True)

    async def tells(self, *paragraphs: tuple[str, str]) -> None:
        """Wait until these are the window's paragraphs, each in English and in French."""
        wanted = [self.who.reads(*each) for each in paragraphs]
        sections = self.form.locator(".block-section")
        await expect(sections).to_have_text(wanted, use_inner_text=True)

    async def says_on_top(self, english: str, french: str) -> None:
        """Wait for the one sentence on top of the window."""
        alert = self.form.locator(".block-alert")
        await expect(alert).to_have_text([self.who.reads(english, french)])

    def button(self, label: str, **parameters: object) -> Locator:
        return self.form.get_by_role("button", name=self.who(label, **parameters), exact=True)

    async def press(self, label: str, title: str, **parameters: object) -> None:
        """Press a button and wait for the window that it leads to."""
        await self.button(label, **parameters).click()
        await self.has_title(title)

    async def submit(self, english: str, french: str) -> None:
        """Press the window's own button as soon as it reads like this."""
        button = self.form.get_by_test_id("modal-submit")
        await expect(button).to_have_text(self.who.reads(english, french))
        await button.click()

    def question(self, english: str, french: str) -> Locator:
        """Slack's question before something is done."""
        return self.page.get_by_role("alertdialog", name=self.who.reads(english, french))

    async def answer(self, question: Locator, label: str) -> None:
        await question.get_by_role("button", name=self.who(label), exact=True).click()
        await expect(question).to_have_count(0)

    def entry(self, words: str) -> Locator:
        """An entry of a list that has these words."""
        return self.form.locator(".block-rich_text").filter(has_text=words)

    async def press_at(self, words: str, label: str) -> None:
        """Press a button in the row under an entry."""
        row = self.entry(words).locator(
            "xpath=following-sibling::*[contains(@class, 'block-actions')][1]"
        )
        await row.get_by_role("button", name=self.who(label), exact=True).click()

    def field(self, label: str) -> Locator:
        """A field by its (English) label; Slack adds where it may be left out."""
        wanted = rf"^{re.escape(self.who(label))}( \((optional|facultatif)\))?$"
        return self.form.get_by_label(re.compile(wanted))

    def chosen(self, label: str) -> Locator:
        """What is chosen in a list of several."""
        return self.field(label).locator("xpath=..").locator(".token")

    async def choose(self, label: str, typed: str, option: str) -> None:
        """Type into a list of one and take an option."""
        await self.field(label).fill(typed)
        await self.page.get_by_role("option", name=option, exact=True).click()
        await expect(self.field(label)).to_have_value(option)

    async def add(self, label: str, typed: str, option: str) -> None:
        """Type into a list of several, take an option with Enter, and close the list."""
        field, chosen = self.field(label), self.chosen(label)
        before = await chosen.count()
        await field.focus()
        await self.page.keyboard.type(typed)
        options = self.page.get_by_role("option")
        await expect(options).to_have_count(1)
        await expect(options).to_have_text(option)
        await self.page.keyboard.press("Enter")
        await expect(chosen).to_have_count(before + 1)
        await expect(chosen.last).to_have_text(option)
        await self.page.keyboard.press("Escape")
        await expect(field).to_have_attribute("aria-expanded", "false")

    async def tick(self, label: str) -> None:
        box = self.form.get_by_label(self.who(label), exact=True)
        await box.check()
        await expect(box).to_be_checked()
