"""Which column of a contact each heading of a file means.

Headings of Excel lists, Outlook, Google Contacts (current and former), HubSpot, Salesforce and
Business Central, in English and French, and the names of our own columns. They are compared
folded (`bot.domain.folding`). Where a file has several headings for one column, they are tried in
the order of the table, and the first that isn't empty in a row counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors.imports import (
    HeadingUnknown,
    NothingIdentifies,
    TargetTwice,
    TargetUnknown,
    TooManyColumns,
)
from bot.domain.folding import fold
from bot.domain.imports.columns import COLUMNS, IDENTIFYING, NAMES

MOST_COLUMNS = 500

_HEADINGS: dict[str, tuple[str, ...]] = {
    "no": (
        "no", "contact no", "number", "contact number", "numero", "n", "n contact", "no contact",
    ),
    "external_id": (
        "external id", "external identifier", "record id", "record id contact",
        "hs object id", "contact id", "lead id", "account id", "id", "uid", "identifiant externe",
        "id externe", "identifiant", "id de la fiche d informations", "id fiche d informations",
    ),
    "type": ("type", "contact type", "type de contact", "type contact"),
    "name": (
        "name", "full name", "display name", "contact name", "file as", "account name nom",
        "nom complet", "nom et prenom", "nom affiche", "nom du contact", "raison sociale",
        "classer sous",
    ),
    "first_name": ("first name", "given name", "forename", "firstname", "prenom"),
    "middle_name": (
        "middle name", "additional name", "deuxieme prenom", "autre prenom", "second prenom",
    ),
    "surname": (
        "surname", "last name", "family name", "lastname", "nom de famille", "nom usuel",
    ),
    "job_title": (
        "job title", "jobtitle", "organization title", "organization 1 title", "position",
        "role title", "title", "fonction", "poste", "intitule du poste", "profession",
        "titre du poste", "titre",
    ),
    "company": (
        "company", "company name", "organization name", "organization 1 name", "organization",
        "organisation", "account name", "account", "associated company", "primary company",
        "employer", "societe", "nom de la societe", "nom societe", "entreprise",
        "nom de l entreprise", "nom du compte", "compte",
    ),
    "address": (
        "address", "street address", "business street", "mailing street", "street",
        "address 1 street", "billing street", "address line 1", "home street", "other street",
        "address 1 formatted", "adresse", "rue", "rue bureau", "rue domicile", "adresse postale",
        "rue adresse postale",
    ),
    "address_2": (
        "address 2", "address line 2", "business street 2", "address 1 extended address",
        "adresse 2", "adresse 2e ligne", "complement d adresse", "rue bureau 2",
    ),
    "post_code": (
        "post code", "postal code", "zip", "zip code", "postcode", "business postal code",
        "mailing zip postal code", "mailing postal code", "mailing zip", "address 1 postal code",
        "billing zip postal code", "billing postal code", "home postal code", "code postal",
        "code postal bureau", "code postal domicile", "cp",
    ),
    "city": (
        "city", "town", "business city", "mailing city", "address 1 city", "billing city",
        "home city", "ville", "ville bureau", "ville domicile", "localite",
    ),
    "county": (
        "county", "state", "state region", "region", "province", "business state",
        "mailing state province", "mailing state", "address 1 region", "billing state province",
        "home state", "departement", "departement bureau", "etat", "dep region bureau",
    ),
    "country_code": (
        "country code", "country", "country region", "country region code", "country territory",
        "business country region", "business country", "mailing country", "address 1 country",
        "billing country", "home country region", "pays", "code pays", "code pays region",
        "pays region", "pays region bureau",
    ),
    "territory_code": ("territory code", "territory", "secteur", "code secteur"),
    "phone": (
        "phone", "phone no", "phone number", "telephone", "business phone", "work phone", "tel",
        "company main phone", "business phone 2", "primary phone", "account phone", "other phone",
        "home phone", "n telephone", "numero de telephone", "no telephone", "telephone bureau",
        "telephone bur", "telephone bureau 1", "telephone societe", "tel bureau",
        "telephone fixe", "telephone domicile", "telephone 1 bureau",
    ),
    "mobile_phone": (
        "mobile phone", "mobile phone no", "mobile", "mobile phone number", "cell phone", "cell",
        "cellphone", "mobile no", "portable", "telephone mobile", "tel mobile", "tel portable",
        "n telephone mobile", "telephone portable", "numero de telephone mobile", "tel mob",
    ),
    "email": (
        "e mail", "email", "e mail address", "email address", "e mail 1 value", "mail",
        "primary email", "business email", "work email", "courriel", "adresse e mail",
        "adresse email", "adresse de messagerie", "adresse electronique", "adresse mail",
    ),
    "email_2": (
        "email 2", "e mail 2", "e mail 2 address", "e mail 2 value", "secondary email",
        "additional email addresses", "adresse de messagerie 2", "adresse e mail 2", "courriel 2",
    ),
    "home_page": (
        "home page", "web page", "website", "website url", "website 1 value", "web site", "url",
        "page web", "page d accueil", "site web", "url du site web", "site internet",
    ),
    "language_code": (
        "language code", "language", "preferred language", "languages", "langue", "code langue",
        "langue preferee",
    ),
    "salesperson_code": (
        "salesperson code", "salesperson", "contact owner", "owner", "account owner",
        "owner full name", "commercial", "code vendeur", "vendeur", "code commercial",
        "code vendeur acheteur", "proprietaire du contact", "proprietaire",
    ),
    "correspondence_type": (
        "correspondence type", "preferred channel", "type correspondance",
        "type de correspondance",
    ),
    "salutation_code": ("salutation code", "code formule salutation", "code titre"),
    "organizational_level_code": (
        "organizational level code", "organisational level", "code niveau hierarchique",
    ),
    "exclude_from_segment": (
        "exclude from segment", "exclude from segments", "exclure du segment",
        "exclure des segments", "exclu du segment",
    ),
    "privacy_blocked": (
        "privacy blocked", "blocked for privacy", "bloque pour confidentialite",
        "confidentialite bloquee", "do not contact",
    ),
    "minor": ("minor", "mineur", "mineure"),
    "parental_consent_received": (
        "parental consent received", "consentement parental recu",
        "autorisation parentale recue",
    ),
}  # fmt: skip

_SURNAME_BESIDE_A_FIRST_NAME = "nom"
"""French lists call it just *Nom*; without a first name beside it, that is the whole name."""
_MOBILE_WORDS = ("mobile", "cell", "portable")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A column of numbers whose meaning stands in the column before (Google Contacts)."""

    label: int
    value: int


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where the values of a row stand: for each target, the places to try in turn."""

    places: Mapping[str, tuple[int, ...]]
    phones: tuple[Labelled, ...] = ()

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """The row's values by target; empty cells are left out."""
        found: dict[str, str] = {}
        count = len(cells)
        for target, places in self.places.items():
            for place in places:
                if place < count and cells[place]:
                    found[target] = cells[place]
                    break
        for phone in self.phones:
            if phone.value < count and cells[phone.value]:
                label = fold(cells[phone.label]) if phone.label < count else ""
                mobile = any(word in label for word in _MOBILE_WORDS)
                found.setdefault("mobile_phone" if mobile else "phone", cells[phone.value])
        return found


def map_headings(headings: Sequence[str], chosen: Mapping[str, str | None]) -> ColumnMap:
    """Which cells of a row go where.

    `chosen` maps headings to names of columns, None to leave one out; it goes before what is known.
    Raises `TooManyColumns`, `HeadingUnknown`, `TargetUnknown`, `TargetTwice`, `NothingIdentifies`.
    """
    columns = guess(headings, chosen)
    if not (columns.places.keys() & (NAMES | IDENTIFYING | {"company"})) and not columns.phones:
        shown = ", ".join(heading for heading in headings if heading)[:200]
        raise NothingIdentifies(headings=shown)
    return columns


def guess(headings: Sequence[str], chosen: Mapping[str, str | None]) -> ColumnMap:
    """The same, also where nothing tells who a row is about."""
    if len(headings) > MOST_COLUMNS:
        raise TooManyColumns(count=len(headings), most=MOST_COLUMNS)
    keys = [key_of(heading) for heading in headings]
    places = _chosen_places(headings, keys, chosen)
    assigned = {key_of(heading) for heading in chosen}
    for target, known_places in _known_places(
        [None if key in assigned else key for key in keys]
    ).items():
        places.setdefault(target, known_places)
    return ColumnMap(places, _labelled_phones(keys))


def known(headings: Sequence[str]) -> int:
    """How many of these words are headings that mean something."""
    keys = [key_of(heading) for heading in headings]
    found = _known_places(keys)
    return len({place for places in found.values() for place in places}) + len(
        _labelled_phones(keys)
    )


def key_of(heading: str) -> str:
    """What a heading is compared by."""
    return fold(heading.replace("°", " ").replace("º", " "))


def _chosen_places(
    headings: Sequence[str], keys: Sequence[str], chosen: Mapping[str, str | None]
) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for heading, target in chosen.items():
        if key_of(heading) not in keys:
            raise HeadingUnknown(heading=heading, headings=", ".join(headings)[:200])
        if target is None:
            continue
        if target not in COLUMNS:
            raise TargetUnknown(target=target, targets=", ".join(COLUMNS))
        if target in places:
            raise TargetTwice(target=target)
        places[target] = (keys.index(key_of(heading)),)
    return places


def _known_places(keys: Sequence[str | None]) -> dict[str, tuple[int, ...]]:
    first_of: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key:
            first_of.setdefault(key, place)
    found: dict[str, tuple[int, ...]] = {}
    for target, words in _HEADINGS.items():
        own = target.replace("_", " ")
        places = [first_of[word] for word in dict.fromkeys((own, *words)) if word in first_of]
        if places:
            found[target] = tuple(places)
    if _SURNAME_BESIDE_A_FIRST_NAME in first_of:
        target = "surname" if "first_name" in found else "name"
        place = first_of[_SURNAME_BESIDE_A_FIRST_NAME]
        found[target] = (*found.get(target, ()), place)
    if len(found.get("job_title", ())) > 1:
        # Outlook's *Title* beside a *Job Title* is the form of address.
        found["job_title"] = found["job_title"][:1]
    return found


def _labelled_phones(keys: Sequence[str | None]) -> tuple[Labelled, ...]:
    phones = []
    for number in range(1, 10):
        value = f"phone {number} value"
        labels = [key for key in (f"phone {number} label", f"phone {number} type") if key in keys]
        if value in keys:
            at = keys.index(value)
            phones.append(Labelled(keys.index(labels[0]) if labels else at, at))
    return tuple(phones)
