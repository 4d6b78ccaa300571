"""The columns of an interaction template that a file can fill: a row for each of its languages."""

from bot.domain.imports.columns import Column, Kind, Layout, table
from bot.domain.messages import N_
from bot.domain.setup.template_texts import CONTENT_LENGTH

COLUMNS = table(
    Column("code", N_("Code"), 20, Kind.CODE, "templates"),
    Column("description", N_("Description"), 100),
    Column("group_code", N_("Interaction group code"), 20, Kind.CODE, "interaction_groups"),
    Column("group_description", N_("Interaction group"), 100),
    Column("unit_cost", N_("Unit cost"), kind=Kind.COST),
    Column("unit_duration_min", N_("Unit duration (min)"), kind=Kind.MINUTES),
    Column("information_flow", N_("Information flow"), kind=Kind.LISTED, listed="information_flow"),
    Column("initiated_by", N_("Initiated by"), kind=Kind.LISTED, listed="initiated_by"),
    Column(
        "correspondence_type",
        N_("Correspondence type"),
        kind=Kind.LISTED,
        listed="correspondence_type",
    ),
    Column(
        "ignore_contact_correspondence_type",
        N_("Ignore contact's correspondence type"),
        kind=Kind.YES_NO,
    ),
    Column("wizard_action", N_("Wizard action"), kind=Kind.LISTED, listed="wizard_action"),
    Column("language_code", N_("Default language code"), kind=Kind.LISTED, listed="languages"),
    Column("campaign_no", N_("Campaign No."), kind=Kind.LISTED, listed="campaigns"),
    Column("campaign_target", N_("Campaign target"), kind=Kind.YES_NO),
    Column("campaign_response", N_("Campaign response"), kind=Kind.YES_NO),
    Column("archived_at", N_("Archived at"), kind=Kind.INSTANT),
    Column(
        "text_language_code",
        N_("Language code of the text"),
        kind=Kind.LISTED,
        listed="languages",
    ),
    Column("text_description", N_("Description of the text"), 100),
    Column("text_content", N_("Content"), CONTENT_LENGTH, Kind.LINES),
)
TEXT = {
    "text_language_code": "language_code",
    "text_description": "description",
    "text_content": "content",
}
"""The columns of a text, by those of a file."""
OF_TEMPLATE = tuple(
    name for name in COLUMNS if name not in TEXT and name not in {"code", "group_description"}
)

LAYOUT = Layout(
    COLUMNS,
    {
        "code": ("code", "template code", "interaction template code", "code modele"),
        "description": ("description", "name", "nom", "libelle"),
        "group_code": ("group code", "group", "code groupe", "groupe"),
        "unit_cost": ("unit cost", "unit cost lcy", "cost", "cout unitaire", "cout"),
        "unit_duration_min": (
            "unit duration min", "unit duration", "duration", "duration min", "duree unitaire",
            "duree",
        ),
        "correspondence_type": ("correspondence type default", "channel", "canal"),
        "ignore_contact_correspondence_type": ("ignore contact corres type",),
        "language_code": ("language code default", "default language", "langue par defaut"),
    },
    frozenset({"code"}),
)  # fmt: skip
