"""What the kinds of imports are called."""

from bot.domain.messages import N_

WORDS = {
    "contacts": N_("contacts"),
    "salespeople": N_("salespeople"),
    "templates": N_("interaction templates"),
    "interactions": N_("interactions"),
}
"""Within a line."""
LABELS = {
    "contacts": N_("Contacts"),
    "interactions": N_("Interactions"),
    "templates": N_("Interaction templates"),
    "salespeople": N_("Salespeople"),
}
"""On a button or in a list, what is imported most comes first."""
MADE = {
    "contacts": N_("Companies made from names: {count}"),
    "templates": N_("Interaction groups made from codes: {count}"),
}
"""What is made beside the records of a file."""
