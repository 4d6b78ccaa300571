"""Composes and registers the features of contacts, the log, lines of segments and the set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.people.rights import Right, check
from bot.handlers import home
from bot.handlers.callers import Callers
from bot.handlers.contacts import cards as contact_screens
from bot.handlers.contacts import forms as contact_forms
from bot.handlers.contacts import from_wizard
from bot.handlers.contacts import merging as merge_screens
from bot.handlers.imports import dropped
from bot.handlers.imports import screens as import_screens
from bot.handlers.interaction_log import correcting, deleting, entries, following, lists
from bot.handlers.segment_log.downloads import Downloads
from bot.handlers.segments import line_forms, line_members, lines
from bot.handlers.setup import audit as setup_audit
from bot.handlers.setup import campaigns, exporting, members, more_on_cards
from bot.handlers.setup import company as company_screens
from bot.handlers.setup import records as setup_records
from bot.handlers.setup import templates as setup_templates
from bot.handlers.windows.windows import Windows
from bot.handlers.wizard import opening, walk
from bot.services.company.settings import Company
from bot.services.contact_cards.cards import ContactCards
from bot.services.contact_cards.changes import ContactChanges
from bot.services.contact_cards.merging import ContactMerging
from bot.services.contact_cards.twins import LikelyTwins
from bot.services.contacts.search import ContactSearch
from bot.services.criteria.choices import CriteriaChoices
from bot.services.exports.delivery import ExportDelivery
from bot.services.first_day import FirstDay
from bot.services.imports.assigning import HeadingMeanings
from bot.services.interaction_log.changes import LogChanges
from bot.services.interaction_log.confirmations import Confirmations
from bot.services.interaction_log.correcting import Corrections
from bot.services.interaction_log.deleting import EntryDeletions
from bot.services.interaction_log.entries import LogEntries
from bot.services.interaction_log.taking_back import TakingBack
from bot.services.interaction_log.weeks import LogWeeks
from bot.services.segments.lines import SegmentLines
from bot.services.setup.audit import AuditTrail
from bot.services.setup.members import RecordMembers
from bot.services.setup.records import SetupRecords
from bot.services.statistics.campaigns import CampaignResults
from bot.services.statistics.interactions import Statistics
from bot.services.templates.lists import Reference
from bot.services.templates.texts import TemplateTexts
from bot.services.wizard.attempts import Attempts
from bot.services.wizard.content_preview import Previews
from bot.services.wizard.finishing import Finishing
from bot.services.wizard.first_act import Beginnings
from bot.services.wizard.wizard import Wizard
from bot.slack.registration import Listeners
from bot.storage.drafts import DraftStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.background import TaskSet
    from bot.handlers.callers import Caller
    from bot.handlers.jobs.runner import JobRunner
    from bot.services.imports.imports import Imports
    from bot.storage.database import Database


def register_lines(
    listeners: Listeners[Caller],
    windows: Windows,
    segment_lines: SegmentLines,
    reference: Reference,
    *,
    contacts: ContactSearch,
    first_day: FirstDay,
    clock: Callable[[], datetime],
) -> None:
    line_screens = lines.LineScreens(segment_lines)
    lines.register(listeners.feature(may_see), windows, line_screens)
    forms = line_forms.LineForms(segment_lines, reference, line_screens, clock)
    line_forms.register(listeners.feature(may_see), windows, forms)
    members = line_members.LineMembers(segment_lines, contacts, first_day, line_screens)
    line_members.register(listeners.feature(may_see), windows, members)


def register_log(
    listeners: Listeners[Caller],
    windows: Windows,
    database: Database,
    *,
    wizard: Wizard,
    wizard_walk: walk.Walk,
    opener: opening.Opener,
    beginnings: Beginnings,
    finishing: Finishing,
    follower: following.ConfirmationFollower,
    confirmations: Confirmations,
    contacts: ContactSearch,
    drafts: DraftStore,
    home: home.HomeScreens,
    callers: Callers,
    downloads: Downloads,
    company: Company,
    tasks: TaskSet,
    clock: Callable[[], datetime],
) -> Sequence[EntryDeletions | ContactMerging | Confirmations]:
    """The log and the contacts' cards; what was deleted, merged or confirmed is to be purged in
    time."""
    deletions = EntryDeletions(database, clock)
    log_entries, changes = LogEntries(database, clock), LogChanges(database, clock)
    lists_and_cards = lists.LogLists(log_entries)
    lists.register(
        listeners.feature(may_see),
        windows,
        lists.LogScreens(
            log_entries,
            changes,
            lists_and_cards,
            windows=windows,
            callers=callers,
            downloads=downloads,
            follower=follower,
            weeks=LogWeeks(database, clock),
            clock=clock,
        ),
        lists.FilterOptions(CriteriaChoices(database), contacts),
    )
    entries.register(
        listeners.feature(may_see),
        windows,
        entries.EntryScreens(
            log_entries,
            changes,
            lists_and_cards,
            opener=opener,
            beginnings=beginnings,
            taking_back=TakingBack(beginnings, log_entries, changes, drafts, clock),
            home=home,
            follower=follower,
            downloads=downloads,
        ),
    )
    replies = following.RepliesAsComments(confirmations, changes, tasks)
    following.register(listeners.feature(), replies)
    correcting.register(
        listeners.feature(may_see),
        windows,
        correcting.CorrectionForm(
            log_entries,
            Corrections(database, clock),
            lists_and_cards,
            home=home,
            follower=follower,
            reference=Reference(database),
            clock=clock,
        ),
    )
    deleting.register(
        listeners.feature(may_see),
        windows,
        deleting.DeletionScreens(log_entries, deletions, lists_and_cards, home),
    )
    contact_cards = ContactCards(database, contacts, log_entries)
    merging = ContactMerging(database, company, clock)
    contact_lists = contact_screens.ContactLists(contact_cards, merging, drafts)
    contact_changes = ContactChanges(database, contacts, company, clock)
    contact_forms.register(
        listeners.feature(may_see),
        windows,
        contact_forms.ContactForms(
            contact_cards,
            contact_changes,
            contact_lists,
            contacts=contacts,
            reference=Reference(database),
            tasks=tasks,
            clock=clock,
        ),
    )
    merge_screens.register(
        listeners.feature(may_see),
        windows,
        merge_screens.MergeScreens(
            merging,
            LikelyTwins(database),
            contact_cards,
            contact_changes,
            contacts=contacts,
            shown=contact_lists,
            clock=clock,
        ),
    )
    of_drafts = from_wizard.ContactsOfDrafts(wizard, wizard_walk, contact_changes, clock)
    from_wizard.register(listeners.feature(may_see), windows, of_drafts)
    contact_screens.register(
        listeners.feature(may_see),
        windows,
        contact_screens.ContactScreens(
            contact_lists,
            Attempts(beginnings, finishing, clock),
            changes,
            opener=opener,
            beginnings=beginnings,
            home=home,
            windows=windows,
            callers=callers,
        ),
    )
    return deletions, merging, confirmations


def register_imports_and_exports(
    listeners: Listeners[Caller],
    windows: Windows,
    database: Database,
    imports: Imports,
    *,
    contacts: ContactSearch,
    runner: JobRunner,
    downloads: Downloads,
    tasks: TaskSet,
    clock: Callable[[], datetime],
) -> None:
    screens = import_screens.ImportScreens(
        imports, HeadingMeanings(database, clock), runner, downloads, clock
    )
    import_screens.register(listeners.feature(), windows, screens)
    dropped.register(listeners.feature(), dropped.DroppedFiles(tasks))
    delivery = ExportDelivery(database, clock)
    taking_out = exporting.ExportScreens(delivery, contacts, downloads, clock)
    exporting.register(listeners.feature(), windows, taking_out)


def may_see(caller: Caller) -> None:
    """Raises for somebody without any role, who may only be linked."""
    check(caller.person, Right.SEE)


def register_setup(
    listeners: Listeners[Caller],
    windows: Windows,
    database: Database,
    company: company_screens.CompanyScreens,
    *,
    opener: opening.Opener,
    beginnings: Beginnings,
    previews: Previews,
    contacts: ContactSearch,
    home: home.HomeScreens,
    callers: Callers,
    tasks: TaskSet,
    clock: Callable[[], datetime],
) -> None:
    records, texts = SetupRecords(database, clock), TemplateTexts(database, clock)
    results = CampaignResults(database)
    campaigns.register(listeners.feature(), windows, campaigns.CampaignScreens(results))
    of_records = RecordMembers(database, clock)
    members.register(
        listeners.feature(), windows, members.MemberScreens(of_records, contacts, clock)
    )
    more = more_on_cards.MoreOnCards(
        texts, Statistics(database), results, of_records, records=records
    )
    more_on_cards.register(listeners.feature(), windows, more)
    screens = setup_records.SetupScreens(
        records, more, windows=windows, callers=callers, home=home, tasks=tasks, clock=clock
    )
    setup_records.register(listeners.feature(), windows, screens)
    company_screens.register(listeners.feature(), windows, company)
    trail = setup_audit.AuditScreen(AuditTrail(database))
    setup_audit.register(listeners.feature(), windows, trail)
    setup_templates.register(
        listeners.feature(),
        windows,
        setup_templates.TemplateScreens(
            texts,
            records,
            screens,
            contacts=contacts,
            previews=previews,
            opener=opener,
            beginnings=beginnings,
            clock=clock,
        ),
    )
