"""The columns of a contact that a file can fill, and what they are called elsewhere.

Headings of Excel lists, Outlook, Google Contacts (current and former), HubSpot, Salesforce and
Business Central, in English and French. Those of our own exports are added where files are read.
"""

from bot.domain.imports.columns import Column, Kind, Layout, table
from bot.domain.messages import N_

COLUMNS = table(
    Column("no", N_("No."), 20),
    Column("external_id", N_("External id"), 100),
    Column("type", N_("Type"), 20, Kind.LISTED, "type"),
    Column("name", N_("Name"), 100),
    Column("first_name", N_("First name"), 50),
    Column("middle_name", N_("Middle name"), 50),
    Column("surname", N_("Surname"), 50),
    Column("job_title", N_("Job title"), 50),
    Column("company", N_("Company"), 100),
    Column("company_no", N_("Company No."), 20),
    Column("address", N_("Address"), 100),
    Column("address_2", N_("Address 2"), 50),
    Column("post_code", N_("Post code"), 20),
    Column("city", N_("City"), 50),
    Column("county", N_("County"), 50),
    Column("country_code", N_("Country"), 10, Kind.LISTED, "countries"),
    Column("territory_code", N_("Territory"), 10),
    Column("phone", N_("Phone"), 40, Kind.PHONE),
    Column("mobile_phone", N_("Mobile phone"), 40, Kind.PHONE),
    Column("email", N_("E-mail"), 254, Kind.EMAIL),
    Column("email_2", N_("E-mail 2"), 254, Kind.EMAIL),
    Column("home_page", N_("Home page"), 255),
    Column("language_code", N_("Language"), 10, Kind.LISTED, "languages"),
    Column("salesperson_code", N_("Salesperson"), 20, Kind.LISTED, "salespeople"),
    Column(
        "correspondence_type", N_("Correspondence type"), 20, Kind.LISTED, "correspondence_type"
    ),
    Column("salutation_code", N_("Salutation"), 10),
    Column("organizational_level_code", N_("Organisational level"), 10),
    Column("mailing_groups", N_("Mailing groups"), kind=Kind.CODES, listed="mailing_groups"),
    Column("industry_groups", N_("Industry groups"), kind=Kind.CODES, listed="industry_groups"),
    Column(
        "job_responsibilities",
        N_("Job responsibilities"),
        kind=Kind.CODES,
        listed="job_responsibilities",
    ),
    Column(
        "business_relations",
        N_("Business relations"),
        kind=Kind.CODES,
        listed="business_relations",
    ),
    Column("exclude_from_segment", N_("Exclude from segments"), 10, Kind.YES_NO),
    Column("privacy_blocked", N_("Blocked for privacy"), 10, Kind.YES_NO),
    Column("minor", N_("Minor"), 10, Kind.YES_NO),
    Column("parental_consent_received", N_("Parental consent received"), 10, Kind.YES_NO),
)

OF_COMPANY = frozenset({"company", "company_no"})
GROUPS = tuple(column.name for column in COLUMNS.values() if column.kind is Kind.CODES)
"""What a contact belongs to, by the kind of record."""
STORED = tuple(name for name in COLUMNS if name not in OF_COMPANY and name not in GROUPS)
"""Columns of the table `contacts`; a company's name and number lead to another row of it."""

FLAGS = frozenset(column.name for column in COLUMNS.values() if column.kind is Kind.YES_NO)
IDENTIFYING = frozenset({"no", "external_id", "email", "phone", "mobile_phone"})
NAMES = frozenset({"name", "first_name", "surname"})
OF_A_PERSON = frozenset({"first_name", "middle_name", "surname", "job_title"})

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
    "company_no": ("company no", "company number", "n societe", "numero de societe"),
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
LAYOUT = Layout(COLUMNS, _HEADINGS, NAMES | IDENTIFYING | {"company"}, of_contacts=True)
