"""The columns of an interaction that a file can fill, and what they are called elsewhere.

Headings of HubSpot, Salesforce and Business Central, in English and French. Those of our own export
are added where files are read.
"""

from bot.domain.imports.columns import Column, Kind, Layout, table
from bot.domain.messages import N_


def _listed(name: str, label: str, listed: str) -> Column:
    return Column(name, label, kind=Kind.LISTED, listed=listed)


COLUMNS = table(
    Column("external_id", N_("External id"), 100),
    Column("id", N_("Interaction No."), 100),
    Column("contact_no", N_("Contact No."), 20),
    Column("contact_external_id", N_("External id of the contact"), 100),
    Column("contact_email", N_("E-mail"), 254, Kind.EMAIL),
    Column("contact_name", N_("Contact"), 100),
    Column("contact_company_no", N_("Company No."), 20),
    Column("contact_company_name", N_("Company"), 100),
    Column("contact_via", N_("Contact via"), 254),
    Column("date", N_("Date"), kind=Kind.DATE),
    Column("time", N_("Time"), kind=Kind.TIME),
    Column("logged_at", N_("Logged at"), kind=Kind.INSTANT),
    Column("logged_by", N_("Logged by"), 32),
    Column("template_code", N_("Interaction template"), 20, Kind.LISTED, "templates"),
    Column("group_code", N_("Interaction group code"), 20, Kind.LISTED, "interaction_groups"),
    Column("description", N_("Description"), 100),
    Column("subject", N_("Subject"), 100),
    Column("content", N_("Content"), kind=Kind.LINES),
    Column("comments", N_("Comments"), kind=Kind.LINES),
    _listed("language_code", N_("Language code"), "languages"),
    _listed("information_flow", N_("Information flow"), "information_flow"),
    _listed("initiated_by", N_("Initiated by"), "initiated_by"),
    _listed("correspondence_type", N_("Correspondence type"), "correspondence_type"),
    _listed("salesperson_code", N_("Salesperson"), "salespeople"),
    Column("cost", N_("Cost"), kind=Kind.COST),
    Column("duration_min", N_("Duration (min)"), kind=Kind.MINUTES),
    _listed("evaluation", N_("Evaluation"), "evaluation"),
    Column("outcome", N_("Outcome"), kind=Kind.OUTCOME, listed="outcome"),
    Column("attempt_failed", N_("Not reached"), kind=Kind.YES_NO),
    Column("canceled", N_("Canceled"), kind=Kind.YES_NO),
    _listed("campaign_no", N_("Campaign No."), "campaigns"),
    Column("campaign_target", N_("Campaign target"), kind=Kind.YES_NO),
    Column("campaign_response", N_("Campaign response"), kind=Kind.YES_NO),
    Column("opportunity_no", N_("Opportunity No."), 20),
    Column("task_no", N_("Task No."), 20),
    Column("segment_no", N_("Segment No."), 20),
    _listed("delivery_status", N_("Delivery status"), "delivery_status"),
)

OF_CONTACT = ("contact_no", "contact_external_id", "contact_email")
"""What tells who an interaction was with, in the order in which it is believed."""

STORED = (
    "contact_name", "contact_company_name", "contact_via", "date", "time", "logged_at",
    "logged_by", "template_code", "group_code", "description", "subject", "content",
    "language_code", "information_flow", "initiated_by", "correspondence_type",
    "salesperson_code", "cost", "duration_min", "evaluation", "attempt_failed", "canceled",
    "campaign_no", "campaign_target", "campaign_response", "segment_no", "delivery_status",
)  # fmt: skip
"""Columns of a file that are columns of the log."""

CHANGEABLE = (
    "date", "time", "template_code", "description", "salesperson_code", "information_flow",
    "initiated_by", "correspondence_type", "cost", "duration_min", "evaluation",
    "attempt_failed",
)  # fmt: skip
"""What a file may correct in an entry that is known: what people may."""

FIXED = (
    "subject", "content", "group_code", "language_code", "canceled", "campaign_no",
    "campaign_target", "campaign_response", "opportunity_id", "task_id", "segment_no",
)  # fmt: skip
"""What a file that says it otherwise is refused for."""

LAYOUT = Layout(
    COLUMNS,
    {
        "external_id": (
            "external id", "external identifier", "activity id", "engagement id", "call id",
            "event id", "object id", "hs object id", "record id", "id de l activite",
            "identifiant externe", "id externe", "identifiant",
        ),
        "id": ("interaction no", "entry no", "id"),
        "contact_no": (
            "contact no", "contact number", "no contact", "n contact", "numero de contact",
            "numero du contact",
        ),
        "contact_external_id": (
            "contact external id", "external id of the contact", "contact id",
            "associated contact ids", "associated contact id", "name id", "who id",
            "id externe du contact", "id du contact", "id contact",
        ),
        "contact_email": (
            "contact email", "contact e mail", "e mail", "email", "email address",
            "e mail address", "associated contact email", "e mail du contact", "courriel",
            "adresse e mail", "adresse email", "adresse de messagerie",
        ),
        "contact_name": (
            "contact", "contact name", "full name", "associated contact", "nom du contact",
        ),
        "date": (
            "date", "activity date", "start date", "call date", "meeting date", "due date",
            "date time", "start", "start time date", "date de l interaction",
            "date de l activite", "date d activite", "date de debut", "date heure",
        ),
        "time": (
            "time", "time of interaction", "activity time", "start time", "heure",
            "heure de debut", "heure interaction",
        ),
        "logged_at": ("logged at",),
        "template_code": (
            "template code", "interaction template code", "interaction template", "template",
            "activity type", "interaction type", "type", "code modele interaction",
            "modele interaction", "modele", "type d activite", "type d interaction",
        ),
        "group_code": ("interaction group code", "code groupe interaction"),
        "description": ("description", "title", "titre", "libelle", "objet de l interaction"),
        "subject": ("subject", "objet", "sujet"),
        "content": ("content", "body", "text", "contenu", "texte"),
        "comments": (
            "comments", "comment", "notes", "note", "remarks", "remark", "commentaires",
            "commentaire", "remarques", "remarque",
        ),
        "salesperson_code": (
            "salesperson code", "salesperson", "assigned to", "owner", "activity assigned to",
            "user", "code vendeur", "vendeur", "commercial", "assigne a", "proprietaire",
            "utilisateur",
        ),
        "cost": ("cost", "cost lcy", "cout"),
        "duration_min": (
            "duration min", "duration", "duration minutes", "call duration", "duree min",
            "duree",
        ),
        "evaluation": ("evaluation", "rating", "appreciation"),
        "outcome": (
            "outcome", "call outcome", "meeting outcome", "call result", "result", "successful",
            "resultat", "resultat de l appel", "reussi", "reussie",
        ),
        "attempt_failed": ("attempt failed", "tentative echouee"),
        "canceled": ("canceled", "cancelled", "annule", "annulee"),
    },
    frozenset(OF_CONTACT),
)  # fmt: skip
