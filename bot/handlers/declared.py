"""What Slack is told of in the app manifest."""

from bot.handlers import home
from bot.handlers.contacts import cards as contact_cards
from bot.handlers.imports import dropped
from bot.handlers.interaction_log import lists
from bot.handlers.segments import cards
from bot.handlers.setup import records
from bot.handlers.wizard import opening, postponed
from bot.slack.registration import Declared

DECLARED = Declared(
    commands=(
        opening.COMMAND,
        postponed.COMMAND,
        contact_cards.COMMAND,
        lists.COMMAND,
        cards.COMMAND,
        records.COMMAND,
    ),
    shortcuts=(opening.SHORTCUT, opening.MESSAGE_SHORTCUT),
    events=(home.OPENED, dropped.SHARED),
)
