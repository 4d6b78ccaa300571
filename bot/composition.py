"""The composition root: the one place that knows every part, and hands each what it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.features import (
    may_see,
    register_imports_and_exports,
    register_lines,
    register_log,
    register_setup,
)
from bot.handlers import home
from bot.handlers.admission import Admission
from bot.handlers.callers import Callers
from bot.handlers.criteria import choosing, saved
from bot.handlers.imports import screens as import_screens
from bot.handlers.interaction_log.following import ConfirmationFollower
from bot.handlers.jobs.runner import JobRunner
from bot.handlers.people import link
from bot.handlers.people.link_questions import LinkQuestions
from bot.handlers.recovery import Recovery
from bot.handlers.segment_log import logged, preview
from bot.handlers.segment_log.downloads import Downloads
from bot.handlers.segments import cards
from bot.handlers.setup import company as company_screens
from bot.handlers.windows.windows import Windows
from bot.handlers.wizard import lists, opening, postponed, walk
from bot.handlers.wizard.after import AfterWriting
from bot.handlers.wizard.files import FileFetcher
from bot.handlers.wizard.notices import Notices
from bot.handlers.wizard.preparing import Preparation
from bot.services.company.settings import Company
from bot.services.contact_cards.merging import ContactMerging
from bot.services.contacts.recognition import Recognition
from bot.services.contacts.search import ContactSearch
from bot.services.criteria.choices import CriteriaChoices
from bot.services.criteria.criteria import Criteria
from bot.services.first_day import FirstDay
from bot.services.imports.imports import Imports
from bot.services.interaction_log.confirmations import Confirmations
from bot.services.interaction_log.deleting import EntryDeletions
from bot.services.interaction_log.work_list import WorkLists
from bot.services.interactions.attachments import Attachments
from bot.services.interactions.log import InteractionLog
from bot.services.jobs import Jobs
from bot.services.people.link_requests import LinkRequests
from bot.services.people.people import People
from bot.services.segment_log.jobs import segment_works
from bot.services.segment_log.log import SegmentLog
from bot.services.segment_log.logged import LoggedSegments
from bot.services.segment_log.preview import SegmentPreview
from bot.services.segments.lines import SegmentLines
from bot.services.segments.segments import Segments
from bot.services.templates.lists import Reference
from bot.services.wizard.content_preview import Previews
from bot.services.wizard.derived_values import Choices
from bot.services.wizard.finishing import Finishing
from bot.services.wizard.first_act import Beginnings
from bot.services.wizard.one_line import Lines
from bot.services.wizard.postponed import PostponedDrafts
from bot.services.wizard.segment_headers import SegmentHeaders
from bot.services.wizard.wizard import Wizard
from bot.slack.registration import Listeners
from bot.storage.drafts import DraftStore
from bot.storage.open_windows import OpenWindows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from redis.asyncio import Redis

    from bot.background import TaskSet
    from bot.handlers.callers import Caller
    from bot.metrics import Metrics
    from bot.settings import Settings
    from bot.slack.installation import Installation
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """What is looked after while the bot runs. Handlers get none of it: they get what they use."""

    listeners: Listeners[Caller]
    gate: Admission
    drafts: DraftStore
    callers: Callers
    windows: Windows
    runner: JobRunner
    recovery: Recovery
    segments: Segments
    segment_log: SegmentLog
    criteria: Criteria
    undoable: Sequence[EntryDeletions | ContactMerging | Confirmations]
    company: Company


def compose(
    settings: Settings,
    *,
    database: Database,
    redis: Redis,
    tasks: TaskSet,
    metrics: Metrics,
    installation: Callable[[], Installation | None],
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> Parts:
    """The bot over a database and a Redis that need not be there yet. Opens nothing."""
    company = Company(database, clock, settings.company)
    drafts = DraftStore(redis)
    reference = Reference(database)
    contacts = ContactSearch(database, company.region)
    log = InteractionLog(database)
    previews = Previews(database, contacts)
    people = People(
        database,
        administrators=settings.touchpoint_admins,
        self_service=company.self_service,
    )
    requests = LinkRequests(database, people, clock)
    segments, segment_lines = Segments(database, clock), SegmentLines(database)
    criteria = Criteria(database, clock)
    segment_log, logged_segments = SegmentLog(database, clock), LoggedSegments(database, clock)
    choices = Choices(reference, contacts)
    headers = SegmentHeaders(drafts, reference, segments)
    finishing = Finishing(drafts, log, previews, headers, clock=clock)
    wizard = Wizard(drafts, choices, log, finishing, headers=headers, clock=clock)
    beginnings = Beginnings(
        drafts,
        wizard,
        contacts,
        choices,
        lines=Lines(database, clock),
        headers=headers,
        clock=clock,
        new_id=new_id,
    )
    waiting = PostponedDrafts(drafts, wizard, log, clock=clock)
    imports = Imports(database, clock, company.region)
    jobs = Jobs(database, segment_works(clock) | imports.works, clock=clock, new_id=new_id)

    callers = Callers(
        people,
        tasks,
        installation=installation,
        default_locale=lambda: company.last_known.default_locale,
    )
    windows = Windows(callers, tasks, OpenWindows(redis))
    files = FileFetcher(Attachments(database), clock)
    confirmations = Confirmations(database, clock)
    follower = ConfirmationFollower(confirmations, log, callers, tasks)
    notices = Notices(drafts, follower.posted)
    first_day = FirstDay(database)
    screens = home.HomeScreens(
        waiting,
        log,
        segments,
        first_day,
        people,
        work=WorkLists(database, clock),
        tasks=tasks,
        clock=clock,
    )
    runner = JobRunner(
        jobs,
        logged_segments,
        drafts,
        tasks,
        preparing=import_screens.preparing(imports),
        after=screens.refresh_of(callers),
    )
    opener = opening.Opener(
        Preparation(wizard, beginnings, Recognition(database, company.region), callers),
        beginnings,
        previews,
        windows,
        people=people,
        tasks=tasks,
        clock=clock,
    )
    questions = LinkQuestions(people, requests, drafts, callers, screens)
    segment_cards = cards.SegmentCards(segments)
    downloads = Downloads(tasks)

    listeners: Listeners[Caller] = Listeners()
    # First what comes most often: Bolt tries its listeners in the order of their registration.
    wizard_walk = walk.Walk(
        wizard,
        waiting,
        previews,
        AfterWriting(notices, screens, files, tasks=tasks, metrics=metrics),
        clock=clock,
    )
    walk.register(listeners.feature(), windows, wizard_walk)
    lists.register(
        listeners.feature(), lists.Options(reference, contacts, people, drafts, first_day)
    )
    opening.register(listeners.feature(), opening.Entrances(opener, beginnings, windows, callers))
    home.register(listeners.feature(), screens)
    postponed.register(
        listeners.feature(),
        windows,
        postponed.DraftList(waiting, screens, windows, callers, tasks=tasks, clock=clock),
    )
    link.register(
        listeners.feature(),
        windows,
        link.Linking(
            people,
            requests,
            questions,
            wizard,
            beginnings=beginnings,
            opener=opener,
            callers=callers,
            home=screens,
            tasks=tasks,
        ),
    )
    cards.register(
        listeners.feature(may_see),
        windows,
        cards.SegmentScreens(segments, segment_cards, screens, windows, callers),
        cards.SegmentShape(beginnings, previews, clock),
    )
    register_lines(
        listeners,
        windows,
        segment_lines,
        reference,
        contacts=contacts,
        first_day=first_day,
        clock=clock,
    )
    choosing.register(
        listeners.feature(may_see),
        windows,
        choosing.Choosing(criteria, CriteriaChoices(database), segment_cards, first_day, clock),
    )
    saved.register(
        listeners.feature(may_see),
        windows,
        saved.SavedCriteriaScreens(criteria, segment_cards, clock),
    )
    preview.register(
        listeners.feature(may_see),
        windows,
        preview.LogScreens(
            SegmentPreview(database),
            segment_log,
            logged_segments,
            runner=runner,
            home=screens,
            cards=segment_cards,
            downloads=downloads,
            tasks=tasks,
        ),
    )
    logged.register(
        listeners.feature(may_see),
        windows,
        logged.LoggedScreens(
            logged_segments,
            segment_log,
            runner=runner,
            cards=segment_cards,
            downloads=downloads,
            tasks=tasks,
        ),
    )

    undoable = register_log(
        listeners,
        windows,
        database,
        wizard=wizard,
        wizard_walk=wizard_walk,
        opener=opener,
        beginnings=beginnings,
        finishing=finishing,
        follower=follower,
        confirmations=confirmations,
        contacts=contacts,
        drafts=drafts,
        home=screens,
        callers=callers,
        downloads=downloads,
        company=company,
        tasks=tasks,
        clock=clock,
    )
    register_imports_and_exports(
        listeners,
        windows,
        database,
        imports,
        contacts=contacts,
        runner=runner,
        downloads=downloads,
        tasks=tasks,
        clock=clock,
    )
    register_setup(
        listeners,
        windows,
        database,
        company_screens.CompanyScreens(company, reference, clock),
        opener=opener,
        beginnings=beginnings,
        previews=previews,
        contacts=contacts,
        home=screens,
        callers=callers,
        tasks=tasks,
        clock=clock,
    )

    return Parts(
        listeners=listeners,
        gate=Admission(callers, installation),
        drafts=drafts,
        callers=callers,
        windows=windows,
        runner=runner,
        recovery=Recovery(
            drafts,
            waiting,
            log,
            notices,
            requests=requests,
            questions=questions,
            files=files,
            runner=runner,
            callers=callers,
            tasks=tasks,
        ),
        segments=segments,
        segment_log=segment_log,
        criteria=criteria,
        undoable=undoable,
        company=company,
    )
