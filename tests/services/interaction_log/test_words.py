"""The log searched by words: each stands in the description or in a comment of an entry."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.interaction_log.filters import LogFilter
from bot.models import InteractionComment, LogText
from bot.services.interaction_log.words import forget_unsaid, texts_with, words_of
from bot.storage.database import Database
from tests.services.company import MEAGAN, ROBERT
from tests.services.interaction_log.world import DAY, LogWorld


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Wants a quote", "quote"),
        ("Wants a quote", "QUO want"),
        ("Armchairs", "chair"),
        ("Réunion à l'École", "reunion ecole"),
        ("Reunion", "réunion"),
        ("Re\u0301union", "réunion"),
        ("Große Straße", "GROSSE strasse"),
        ("Cœur, Łódź, Bjørn", "coeur lodz bjorn"),
        ("ПРИВЕТ, Ёлка", "привет елка"),
        ("ΑΘΉΝΑΣ", "αθηνας"),
        ("会议记录", "议"),
        ("会议记录", "议记"),
        ("นัดประชุม", "ประชุม"),
        ("회의 기록", "회의"),
        ("50% off_now \\ a/b", "50% f_n a/b \\"),
        ('He said "no" AND left*', '"no" AND *'),
        ("it's O'Brien", "O'B t's"),
        ("🎉 party", "🎉"),
    ],
)
async def test_a_word_finds_a_part_of_what_was_said(world: LogWorld, said: str, words: str) -> None:
    await world.log(description="Something else")
    described = await world.log(description=said)
    commented = await world.log()
    await world.changes.comment(commented, said, world.otis, act=world.act())
    assert await world.shown(LogFilter(words=words)) == [commented, described]


@pytest.mark.parametrize("words", ["chairx", "xchair", "a_m", "a%r", "arm*", "chair arm quote"])
async def test_what_was_not_said_is_not_found(world: LogWorld, words: str) -> None:
    await world.log(description="Armchairs")
    assert await world.shown(LogFilter(words=words)) == []


async def test_words_may_stand_apart_in_the_description_and_in_comments(world: LogWorld) -> None:
    entry = await world.log(description="Call about armchairs")
    other = await world.log(description="Call about tables")
    for key, comment in ((entry, "Wants a quote"), (entry, "by Monday"), (other, "by Monday")):
        await world.changes.comment(key, comment, world.otis, act=world.act())
    assert await world.shown(LogFilter(words="quote monday armchairs")) == [entry]
    assert await world.shown(LogFilter(words="monday call")) == [other, entry]


async def test_words_are_one_filter_among_others(world: LogWorld) -> None:
    wanted = await world.log(ROBERT, description="Quote", date=DAY - timedelta(days=1))
    await world.log(MEAGAN, description="Quote")
    await world.log(ROBERT, description="Quote", date=DAY - timedelta(days=3))
    await world.log(ROBERT, description="Call")
    since = (DAY - timedelta(days=2)).isoformat()
    assert await world.shown(LogFilter(contact=ROBERT, since=since, words="quo")) == [wanted]


async def test_the_canceled_entries_that_say_it_are_counted_and_deleted(world: LogWorld) -> None:
    await world.canceled(description="Réunion")
    kept = await world.canceled(description="Call")
    assert await world.delete(LogFilter(words="reunion")) == 1
    assert await world.shown() == [kept]


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_two_comments_at_once_are_both_found(world: LogWorld) -> None:
    entry = await world.log()

    async def comment(said: str) -> None:
        async with world.database.begin() as session:
            session.add(InteractionComment(interaction_id=entry, comment=said))
            await session.flush()
            await asyncio.sleep(0.2)  # the other one is at it too

    await asyncio.gather(comment("budget"), comment("quote"))
    assert await world.shown(LogFilter(words="budget quote")) == [entry]


async def test_the_words_of_entries_that_are_gone_are_forgotten(world: LogWorld) -> None:
    for description in ("Budget", "Quote"):
        await world.canceled(description=description)
    await world.delete(LogFilter(words="budget"))
    world.now += timedelta(days=2)
    await world.deletions.purge()
    await forget_unsaid(world.database)
    async with world.database.read() as session:
        assert (await session.scalars(select(LogText.description))).all() == ["Quote"]
    again = await world.log(description="Budget")
    assert await world.shown(LogFilter(words="budget")) == [again]


async def test_a_description_that_is_being_logged_is_not_forgotten(world: LogWorld) -> None:
    """Somebody logs it while nobody else sees that an entry has it."""
    await world.canceled(description="Budget")
    await world.delete()
    world.now += timedelta(days=2)
    await world.deletions.purge()
    logged = asyncio.create_task(world.log(description="Budget"))
    forgotten = asyncio.create_task(forget_unsaid(world.database))
    await asyncio.wait([logged, forgotten])
    assert await world.shown(LogFilter(words="budget")) == [await logged]


@pytest.mark.parametrize("words", ["bud", "budget quote"])
async def test_words_are_looked_up_in_an_index(
    database: Database, dialect: str, words: str
) -> None:
    statement = select(func.count()).where(texts_with(words_of(LogFilter(words=words)), dialect))
    async with database.read() as session:
        connection = await session.connection()
        if dialect == "postgresql":
            await connection.exec_driver_sql("SET enable_seqscan = off")
        compiled = statement.compile(
            dialect=connection.dialect, compile_kwargs={"literal_binds": True}
        )
        explain = "EXPLAIN " if dialect == "postgresql" else "EXPLAIN QUERY PLAN "
        sql = str(compiled).replace("%%", "%") if dialect == "sqlite" else str(compiled)
        plan = str((await connection.exec_driver_sql(explain + sql)).all())
    assert "ix_log_texts_grams" in plan or "VIRTUAL TABLE INDEX" in plan
