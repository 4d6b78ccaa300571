"""The columns of a salesperson that a file can fill; not their role, nor their Slack account."""

from bot.domain.imports.columns import Column, Kind, Layout, table
from bot.domain.messages import N_

COLUMNS = table(
    Column("code", N_("Code"), 20, Kind.CODE, "salespeople"),
    Column("name", N_("Name"), 100),
    Column("email", N_("E-mail"), 254, Kind.EMAIL),
    Column("job_title", N_("Job title"), 50),
    Column("phone", N_("Phone"), 40, Kind.PHONE),
    Column("blocked", N_("Blocked"), 10, Kind.YES_NO),
)
LAYOUT = Layout(
    COLUMNS,
    {
        "code": (
            "code", "salesperson code", "salesperson purchaser code", "code vendeur",
            "code vendeur acheteur", "code commercial", "initials", "initiales", "alias",
        ),
        "name": (
            "name", "full name", "display name", "salesperson", "user name", "nom",
            "nom complet", "nom affiche", "vendeur", "commercial",
        ),
        "email": (
            "e mail", "email", "e mail address", "email address", "mail", "user principal name",
            "courriel", "adresse e mail", "adresse email", "adresse de messagerie",
            "adresse electronique", "adresse mail",
        ),
        "job_title": ("job title", "title", "position", "fonction", "poste", "titre"),
        "phone": (
            "phone", "phone no", "phone number", "telephone", "business phone", "work phone",
            "mobile", "mobile phone", "n telephone", "numero de telephone", "no telephone",
        ),
        "blocked": ("blocked", "bloque", "bloquee", "inactive", "inactif", "disabled"),
    },
    frozenset({"code", "email"}),
)  # fmt: skip
