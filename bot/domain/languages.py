"""Business Central's language codes and the locales they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALE_OF: Mapping[str, str] = {
    "CSY": "cs_CZ",
    "DAN": "da_DK",
    "DEA": "de_AT",
    "DES": "de_CH",
    "DEU": "de_DE",
    "ENA": "en_AU",
    "ENC": "en_CA",
    "ENG": "en_GB",
    "ENU": "en_US",
    "ESP": "es_ES",
    "ETI": "et_EE",
    "FIN": "fi_FI",
    "FRA": "fr_FR",
    "FRB": "fr_BE",
    "FRC": "fr_CA",
    "FRS": "fr_CH",
    "ISL": "is_IS",
    "ITA": "it_IT",
    "ITS": "it_CH",
    "NLB": "nl_BE",
    "NLD": "nl_NL",
    "NON": "nn_NO",
    "NOR": "nb_NO",
    "PLK": "pl_PL",
    "PTG": "pt_PT",
    "SVE": "sv_SE",
}

_CODE_OF: Mapping[str, str] = {"en": "ENU", "fr": "FRA"}


def code_of(locale: str) -> str:
    """Business Central's code of a catalogue's language; codes of a language share two letters."""
    return _CODE_OF[locale]
