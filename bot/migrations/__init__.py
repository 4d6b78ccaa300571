"""Alembic migrations; `bot.schema` runs them."""
