"""What choosing a contact brings: salesperson, language, channel; and what it takes away."""

from bot.domain.enums import CorrespondenceType
from bot.domain.people.person import Person
from bot.domain.wizard.defaults import choose_contact, choose_template, opening
from bot.domain.wizard.draft import Draft
from tests.making import NOW, contact, draft, languages, person, template

UNLINKED = person(salesperson_code=None, salesperson_name=None, linked=False)


def _opened(by: Person) -> Draft:
    return opening(draft(), by, NOW)


def test_the_users_own_salesperson_goes_before_the_contacts() -> None:
    chosen = choose_contact(_opened(person()), contact(salesperson_code="JO"), None, "Jim Olive")
    assert chosen.text("salesperson") == "OF"


def test_without_an_own_salesperson_the_contacts_is_taken() -> None:
    chosen = choose_contact(_opened(UNLINKED), contact(salesperson_code="JO"), None, "Jim Olive")
    assert chosen.text("salesperson") == "JO"
    assert chosen.labels["salesperson"] == "Jim Olive"


def test_a_blocked_salesperson_of_the_contact_is_not_taken() -> None:
    chosen = choose_contact(_opened(UNLINKED), contact(salesperson_code="JO"), None, None)
    assert chosen.text("salesperson") == ""


def test_another_contact_brings_its_own_salesperson() -> None:
    first = choose_contact(_opened(UNLINKED), contact(salesperson_code="JO"), None, "Jim Olive")
    second = choose_contact(first, contact(id=2, salesperson_code="LT"), None, "Lina Townsend")
    assert second.text("salesperson") == "LT"
    nobody = choose_contact(second, contact(id=3), None, None)
    assert nobody.text("salesperson") == ""


def test_a_salesperson_that_the_user_chose_stays() -> None:
    typed = _opened(UNLINKED).typing({"salesperson": "BC"}, {"salesperson": "Benjamin Chiu"})
    chosen = choose_contact(typed, contact(salesperson_code="JO"), None, "Jim Olive")
    assert chosen.text("salesperson") == "BC"
    assert chosen.labels["salesperson"] == "Benjamin Chiu"


def test_the_language_follows_the_contact_if_the_template_has_it() -> None:
    call = template(languages=languages(ENU="Hello", FRA="Bonjour"), default_language="ENU")
    with_template = choose_template(_opened(person()), call, decimal_sign=".")
    assert with_template.text("language") == "ENU"
    french = choose_contact(with_template, contact(language_code="FRA"), call, None)
    assert french.text("language") == "FRA"
    dane = choose_contact(french, contact(id=2, language_code="DAN"), call, None)
    assert dane.text("language") == "ENU"


def test_a_language_that_the_user_chose_stays_with_another_contact() -> None:
    call = template(languages=languages(ENU="", FRA="", DEU=""), default_language="ENU")
    chosen = choose_template(_opened(person()), call, decimal_sign=".")
    chosen = chosen.typing({"language": "DEU"}, {})
    chosen = choose_contact(chosen, contact(language_code="FRA"), call, None)
    assert chosen.text("language") == "DEU"


def test_the_channel_follows_the_contact_unless_the_user_chose_one() -> None:
    call = template()
    chosen = choose_template(_opened(person()), call, decimal_sign=".")
    by_mail = contact(correspondence_type=CorrespondenceType.EMAIL)
    assert choose_contact(chosen, by_mail, call, None).text("correspondence_type") == "email"
    typed = chosen.typing({"correspondence_type": "hard_copy"}, {})
    assert choose_contact(typed, by_mail, call, None).text("correspondence_type") == "hard_copy"


def test_another_companys_contact_takes_the_opportunity_out() -> None:
    chosen = choose_contact(_opened(person()), contact(), None, None)
    with_opportunity = chosen.typing({"opportunity": "7"}, {"opportunity": "Chairs"})
    colleague = choose_contact(with_opportunity, contact(id=2), None, None)
    assert colleague.text("opportunity") == "7"
    company_itself = contact(id=10, type="company", company_id=None, company_name=None)
    assert choose_contact(colleague, company_itself, None, None).text("opportunity") == "7"
    stranger = choose_contact(colleague, contact(id=3, company_id=11), None, None)
    assert stranger.text("opportunity") == ""
    assert "opportunity" not in stranger.labels


def test_an_opportunity_is_never_guessed() -> None:
    assert choose_contact(_opened(person()), contact(), template(), None).text("opportunity") == ""


def test_taking_the_contact_out_leaves_what_was_typed() -> None:
    chosen = choose_contact(_opened(person()), contact(), None, None)
    typed = chosen.typing({"comment": "Wants chairs"}, {})
    cleared = choose_contact(typed, None, None, None)
    assert cleared.text("comment") == "Wants chairs"
    assert cleared.facts["company_id"] is None
