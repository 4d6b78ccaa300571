"""Messages as other apps post them: mail relays, customer databases, telephone systems.

Each has the members that Slack gives a message shortcut, with its words where that kind of app
puts them. `READ` tells what a reader is to find in each, from top to bottom.
"""

from typing import Any

Message = dict[str, Any]


def _plain(text: str) -> Message:
    return {"type": "plain_text", "text": text, "emoji": True}


def _mrkdwn(text: str) -> Message:
    return {"type": "mrkdwn", "text": text, "verbatim": False}


def _rich(*parts: Message) -> Message:
    return {"type": "rich_text", "block_id": "r", "elements": list(parts)}


def _part(kind: str, *elements: Message, **more: Any) -> Message:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def _text(text: str, **style: bool) -> Message:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


RELAYED: dict[str, Message] = {
    "a mail as an attachment": {
        "text": "",
        "subtype": "bot_message",
        "username": "Mail",
        "attachments": [
            {
                "id": 1,
                "fallback": "New mail from Meagan Bond: Forty chairs",
                "pretext": "New mail in *sales@contoso.com*",
                "author_name": "Meagan Bond",
                "author_link": "mailto:meagan.bond@school-of-fine-art.example",
                "title": "Forty chairs",
                "title_link": "https://mail.example/m/18f",
                "text": "Hello,\n&gt; which date?\nThe 3rd &amp; the 4th, *please*.",
                "footer": "Gmail",
                "ts": 1773650000,
                "mrkdwn_in": ["text", "pretext"],
            }
        ],
    },
    "un e-mail en blocs": {
        "text": "Nouvel e-mail de Éloïse Forêt",
        "blocks": [
            {"type": "header", "text": _plain(":email: Nouvel e-mail")},
            {
                "type": "section",
                "fields": [
                    _mrkdwn(
                        "*De :*\nÉloïse Forêt <mailto:eloise.foret@l-etoile-du-nord.example"
                        "|eloise.foret@l-etoile-du-nord.example>"
                    ),
                    _mrkdwn("*Objet :*\nDevis &amp; délais"),
                ],
                "accessory": {"type": "image", "image_url": "x", "alt_text": "Éloïse Forêt"},
            },
            {"type": "divider"},
            {"type": "section", "text": _plain("Bonjour,\nPourriez-vous m’appeler ?")},
            {"type": "context", "elements": [_mrkdwn("Reçu par _Outlook_")]},
            {"type": "actions", "elements": [{"type": "button", "text": _plain("Répondre")}]},
        ],
    },
    "a mail that Slack took in": {
        "text": "",
        "files": [
            {
                "id": "F1",
                "mode": "email",
                "filetype": "email",
                "name": "Forty chairs",
                "title": "Forty chairs",
                "subject": "Forty chairs",
                "from": [
                    {
                        "address": "meagan.bond@school-of-fine-art.example",
                        "name": "Meagan Bond",
                        "original": "Meagan Bond <meagan.bond@school-of-fine-art.example>",
                    }
                ],
                "to": [{"address": "sales@contoso.com", "name": "", "original": ""}],
                "cc": [],
                "plain_text": "Can you deliver on Friday?",
                "preview_plain_text": "Can you …",
            }
        ],
    },
    "a lead of a customer database": {
        "text": "",
        "attachments": [
            {
                "id": 1,
                "fallback": "[no preview available]",
                "color": "ff7a59",
                "blocks": [
                    {"type": "section", "text": _mrkdwn("*New lead*")},
                    {
                        "type": "section",
                        "fields": [_mrkdwn("*First name*\nMeagan"), _mrkdwn("*Last name*\nBond")],
                    },
                    {"type": "context", "elements": [
                        {"type": "image", "image_url": "x", "alt_text": "Web form"},
                        _mrkdwn("<https://crm.example/l/7|Open> · 10:02"),
                    ]},
                ],
            }
        ],
    },
    "une fiche du CRM": {
        "text": "Affaire gagnée :tada:",
        "attachments": [
            {
                "fallback": "Affaire gagnée",
                "title": "Affaire gagnée",
                "fields": [
                    {"title": "Contact", "value": "Éloïse Forêt", "short": True},
                    {"title": "Montant", "value": 12000, "short": True},
                    {"title": "Remise", "value": "oui", "short": True},
                    {"title": "Livraison", "value": "oui", "short": True},
                ],
                "actions": [{"type": "button", "text": "Ouvrir", "url": "https://crm.example"}],
            }
        ],
    },
    "un appel manqué": {
        "text": "",
        "blocks": [
            _rich(
                _part(
                    "section",
                    {"type": "emoji", "name": "telephone_receiver", "unicode": "1f4de"},
                    _text(" Appel manqué", bold=True),
                    _text(" de "),
                    {"type": "link", "url": "tel:+33199001026", "text": "01 99 00 10 26"},
                    _text(", pour "),
                    {"type": "user", "user_id": "U0HELENA"},
                ),
                _part(
                    "list",
                    _part("section", _text("Durée : 0 s")),
                    _part(
                        "section",
                        {"type": "date", "timestamp": 1773655200, "format": "{date_num}"},
                    ),
                    style="bullet",
                    indent=0,
                ),
                _part("quote", _text("Rappelez-moi, Mme Forêt")),
                _part("preformatted", _text("file=2 & poste=14")),
            )
        ],
    },
    "a call in a block of its own": {
        "text": "",
        "blocks": [
            {
                "type": "call",
                "call_id": "R1",
                "call": {
                    "v1": {
                        "name": "Call with School of Fine Art",
                        "all_participants": [
                            {"slack_id": "U0HELENA"},
                            {"external_id": "7", "display_name": "Meagan Bond"},
                        ],
                    }
                },
            }
        ],
    },
    "a call whose number stands in the fallback alone": {
        "text": "",
        "attachments": [{"fallback": "Missed call from +1 206-555-0106", "color": "f00"}],
    },
    "a summary in Markdown with a table and pictures": {
        "text": "This content can't be displayed.",
        "blocks": [
            {
                "type": "markdown",
                "text": "## Visit\n\n"
                "**[Meagan Bond](mailto:meagan.bond@school-of-fine-art.example)**"
                " wants _forty_ chairs & 2 < 3 tables:\n- oak\n- `ash`\n\n> soon\n\n"
                "| Item | Count |\n| --- | ---: |\n| Chair | 40 |\n",
            },
            {
                "type": "table",
                "rows": [
                    [{"type": "raw_text", "text": "Chair"}, {"type": "raw_text", "text": "yes"}],
                    [
                        _rich(_part("section", _text("Table", bold=True))),
                        {"type": "raw_number", "value": 7},
                    ],
                ],
            },
            {"type": "image", "image_url": "x", "alt_text": "Plan", "title": _plain("The hall")},
            {
                "type": "video",
                "title": _plain("Tour"),
                "description": _plain("Two minutes"),
                "alt_text": "x",
                "title_url": "https://v.example",
            },
            {"type": "unheard_of", "text": _plain("not ours")},
        ],
    },
    "a message that somebody passed on": {
        "text": "See below",
        "blocks": [_rich(_part("section", _text("See below")))],
        "attachments": [
            {
                "is_msg_unfurl": True,
                "is_share": True,
                "author_name": "Jim Olive",
                "fallback": "[March 16th] jim: Meagan Bond called",
                "text": "",
                "message_blocks": [
                    {
                        "message": {
                            "blocks": [_rich(_part("section", _text("Meagan Bond called")))]
                        }
                    }
                ],
                "footer": "Posted in #sales",
            }
        ],
    },
    "files with a word": {
        "text": "Signed",
        "files": [
            {"id": "F1", "name": "offer_bond.pdf", "title": "Offer for Meagan Bond"},
            {"id": "F2", "name": "photo.jpg", "title": "photo.jpg"},
            {"id": "F3", "mode": "tombstone"},
        ],
    },
}  # fmt: skip

READ: dict[str, str] = {
    "a mail as an attachment": (
        "New mail in sales@contoso.com\n"
        "Meagan Bond (meagan.bond@school-of-fine-art.example)\n"
        "Forty chairs (https://mail.example/m/18f)\n"
        "Hello,\nwhich date?\nThe 3rd & the 4th, please.\nGmail"
    ),
    "un e-mail en blocs": (
        ":email: Nouvel e-mail\n"
        "De :\nÉloïse Forêt eloise.foret@l-etoile-du-nord.example\n"
        "Objet :\nDevis & délais\n"
        "Bonjour,\nPourriez-vous m’appeler ?\nReçu par Outlook"
    ),
    "a mail that Slack took in": (
        "Forty chairs\nMeagan Bond <meagan.bond@school-of-fine-art.example>\n"
        "→ sales@contoso.com\nCan you deliver on Friday?"
    ),
    "a lead of a customer database": (
        "New lead\nFirst name\nMeagan\nLast name\nBond\nWeb form\n"
        "Open (https://crm.example/l/7) · 10:02"
    ),
    "une fiche du CRM": (
        "Affaire gagnée :tada:\n"
        "Contact: Éloïse Forêt\nMontant: 12000\nRemise: oui\nLivraison: oui"
    ),
    "un appel manqué": (
        "📞 Appel manqué de 01 99 00 10 26, pour @Helena Ray\n"
        "• Durée : 0 s\n• 2026-03-16 10:00 UTC\n"
        "Rappelez-moi, Mme Forêt\nfile=2 & poste=14"
    ),
    "a call in a block of its own": "Call with School of Fine Art\n@Helena Ray\nMeagan Bond",
    "a call whose number stands in the fallback alone": "Missed call from +1 206-555-0106",
    "a summary in Markdown with a table and pictures": (
        "Visit\n\nMeagan Bond (meagan.bond@school-of-fine-art.example)"
        " wants forty chairs & 2 < 3 tables:\n• oak\n• ash\n\nsoon\n\n"
        "Item | Count\nChair | 40\n"
        "Chair | yes\nTable | 7\nThe hall\nPlan\nTour\nTwo minutes"
    ),
    "a message that somebody passed on": (
        "See below\nJim Olive\nMeagan Bond called\nPosted in #sales"
    ),
    "files with a word": "Signed\nOffer for Meagan Bond\noffer_bond.pdf\nphoto.jpg",
}  # fmt: skip
