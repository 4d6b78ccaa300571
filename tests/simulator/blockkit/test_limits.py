"""Every number, just inside and just outside."""

import pytest
from slack_sdk.models import blocks as models
from slack_sdk.models import views

from simulator.blockkit import Violation, limits
from tests.simulator.blockkit import samples as s
from tests.simulator.blockkit.limit_cases import COMPOSITION, MESSAGES, VIEWS, Case
from tests.simulator.blockkit.limit_cases_blocks import BLOCKS, ELEMENTS, TABLES
from tests.simulator.blockkit.samples import in_input, in_message, in_modal, refusals

CASES = [*VIEWS, *MESSAGES, *COMPOSITION, *ELEMENTS, *BLOCKS, *TABLES]
# A floor, not a ceiling: tested with the other minimums below.
FLOORS = {"DATA_TABLE_MIN_ROWS"}


def name_of(case: Case) -> str:
    return f"{case.limit}={case.number} {case.pointer}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_limit_itself_is_accepted(case: Case) -> None:
    assert case.check(case.number) == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_one_more_is_refused_with_slacks_code_at_its_place(case: Case) -> None:
    assert (case.code, case.pointer) in refusals(case.check(case.number + 1))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_sentence_ends_with_the_place(case: Case) -> None:
    for violation in case.check(case.number + 1):
        assert violation.message.endswith(f" [json-pointer:{violation.pointer}]")


def test_every_limit_has_a_case_with_its_number() -> None:
    numbers = {(name, number) for name, number in vars(limits).items() if name.isupper()}
    floors = {(name, getattr(limits, name)) for name in FLOORS}
    assert numbers == {(case.limit, case.number) for case in CASES} | floors


@pytest.mark.parametrize(
    ("limit", "slack_sdk"),
    [
        ("ACTION_ID", models.InteractiveElement.action_id_max_length),
        ("BLOCK_ID", models.Block.block_id_max_length),
        ("BUTTON_AGENT_PROMPT", models.ButtonElement.agent_prompt_max_length),
        ("BUTTON_TEXT", models.ButtonElement.text_max_length),
        ("BUTTON_URL", models.ButtonElement.url_max_length),
        ("BUTTON_VALUE", models.ButtonElement.value_max_length),
        ("ACTIONS_ELEMENTS", models.ActionsBlock.elements_max_length),
        ("CARD_BODY", models.CardBlock.body_max_length),
        ("CARD_SUBTITLE", models.CardBlock.subtitle_max_length),
        ("CARD_TITLE", models.CardBlock.title_max_length),
        ("CONFIRM_BUTTON", models.ConfirmObject.confirm_max_length),
        ("CONFIRM_TEXT", models.ConfirmObject.text_max_length),
        ("CONFIRM_TITLE", models.ConfirmObject.title_max_length),
        ("CONTAINER_BLOCKS", models.ContainerBlock.child_blocks_max_length),
        ("CONTAINER_TITLE", models.ContainerBlock.title_max_length),
        ("CONTEXT_ACTIONS_ELEMENTS", models.ContextActionsBlock.elements_max_length),
        ("CONTEXT_ELEMENTS", models.ContextBlock.elements_max_length),
        ("HEADER_TEXT", models.HeaderBlock.text_max_length),
        ("IMAGE_ALT_TEXT", models.ImageBlock.alt_text_max_length),
        ("IMAGE_TITLE", models.ImageBlock.title_max_length),
        ("IMAGE_URL", models.ImageBlock.image_url_max_length),
        ("INPUT_HINT", models.InputBlock.hint_max_length),
        ("INPUT_LABEL", models.InputBlock.label_max_length),
        ("MARKDOWN_TEXT", models.MarkdownBlock.text_max_length),
        ("OPTION_GROUP_LABEL", models.OptionGroup.label_max_length),
        ("OPTION_GROUP_OPTIONS", models.OptionGroup.options_max_length),
        ("OPTION_TEXT", models.Option.label_max_length),
        ("OPTION_VALUE", models.Option.value_max_length),
        ("OVERFLOW_OPTIONS", models.OverflowMenuElement.options_max_length),
        ("PLACEHOLDER", models.InputInteractiveElement.placeholder_max_length),
        ("SECTION_FIELDS", models.SectionBlock.fields_max_length),
        ("SECTION_TEXT", models.SectionBlock.text_max_length),
        ("SELECT_OPTIONS", models.StaticSelectElement.options_max_length),
        ("SELECT_OPTION_GROUPS", models.StaticSelectElement.option_groups_max_length),
        ("VIEW_CLOSE", views.View.close_max_length),
        ("VIEW_SUBMIT", views.View.submit_max_length),
        ("VIEW_TITLE", views.View.title_max_length),
        ("VIEW_BLOCKS", views.View.blocks_max_length),
        ("VIEW_CALLBACK_ID", views.View.callback_id_max_length),
        ("VIEW_PRIVATE_METADATA", views.View.private_metadata_max_length),
    ],
)
def test_the_numbers_are_those_of_slacks_own_package(limit: str, slack_sdk: int) -> None:
    assert getattr(limits, limit) == slack_sdk


HEADER = "/view/blocks/0/text/text"
CONTEXT = "/view/blocks/0/elements"


@pytest.mark.parametrize(
    ("violations", "sentence"),
    [
        (in_modal(s.header("x" * 151)),
         f"must be less than 151 characters [json-pointer:{HEADER}]"),
        (in_modal(s.header("")), f"must be more than 0 characters [json-pointer:{HEADER}]"),
        (in_modal(s.context(*[s.plain()] * 11)),
         f"no more than 10 items allowed [json-pointer:{CONTEXT}]"),
        (in_modal(s.context()), f"must provide at least 1 items [json-pointer:{CONTEXT}]"),
    ],
)  # fmt: skip
def test_lengths_and_counts_are_worded_as_slack_words_them(
    violations: list[Violation], sentence: str
) -> None:
    assert [violation.message for violation in violations] == [sentence]


BLOCK, ELEMENT = "/view/blocks/0", "/view/blocks/0/element"
VIEW, MESSAGE = "invalid_arguments", "invalid_blocks"


@pytest.mark.parametrize(
    ("least", "less", "pointer", "code"),
    [
        (in_modal(s.header()), in_modal(), "/view/blocks", VIEW),
        (in_modal(s.header("x")), in_modal(s.header("")), f"{BLOCK}/text/text", VIEW),
        (in_modal(s.actions(s.button())), in_modal(s.actions()), f"{BLOCK}/elements", VIEW),
        (in_modal(s.context(s.plain())), in_modal(s.context()), f"{BLOCK}/elements", VIEW),
        (in_modal(s.section(fields=[s.plain()])), in_modal(s.section(fields=[])),
         f"{BLOCK}/fields", VIEW),
        (in_modal(s.actions(s.button("x"))), in_modal(s.actions(s.button(""))),
         f"{BLOCK}/elements/0/action_id", VIEW),
        (in_modal(s.image(alt_text="x")), in_modal(s.image(alt_text="")),
         f"{BLOCK}/alt_text", VIEW),
        (in_modal(s.rich_text("x")), in_modal(s.rich_text("")),
         f"{BLOCK}/elements/0/elements/0/text", VIEW),
        *(
            (in_input(kind, options=s.options(1)), in_input(kind, options=[]),
             f"{ELEMENT}/options", VIEW)
            for kind in ("checkboxes", "radio_buttons", "static_select", "multi_static_select")
        ),
        (in_input("static_select", options=[s.option("x")]),
         in_input("static_select", options=[s.option("")]), f"{ELEMENT}/options/0/value", VIEW),
        (in_input("file_input", max_files=1), in_input("file_input", max_files=0),
         f"{ELEMENT}/max_files", VIEW),
        (in_input("file_input", filetypes=["pdf"]), in_input("file_input", filetypes=[]),
         f"{ELEMENT}/filetypes", VIEW),
        (in_input("external_select", min_query_length=0),
         in_input("external_select", min_query_length=-1), f"{ELEMENT}/min_query_length", VIEW),
        (in_input("multi_users_select", max_selected_items=1),
         in_input("multi_users_select", max_selected_items=0),
         f"{ELEMENT}/max_selected_items", VIEW),
        (in_input("plain_text_input", min_length=0), in_input("plain_text_input", min_length=-1),
         f"{ELEMENT}/min_length", VIEW),
        (in_input("plain_text_input", max_length=1), in_input("plain_text_input", max_length=0),
         f"{ELEMENT}/max_length", VIEW),
        (in_input("rich_text_input", min_lines=1), in_input("rich_text_input", min_lines=0),
         f"{ELEMENT}/min_lines", VIEW),
        (in_message(s.markdown("x")), in_message(s.markdown("")), "/blocks/0/text", MESSAGE),
        (in_message(s.data_table(limits.DATA_TABLE_MIN_ROWS)), in_message(s.data_table(1)),
         "/blocks/0/rows", MESSAGE),
        (in_message(s.data_table(page_size=1)), in_message(s.data_table(page_size=0)),
         "/blocks/0/page_size", MESSAGE),
        (in_message(s.table(1)), in_message(s.table(0)), "/blocks/0/rows", MESSAGE),
        (in_message(s.container(s.header())), in_message(s.container()),
         "/blocks/0/child_blocks", MESSAGE),
        (in_message({"type": "carousel", "elements": [s.card()]}),
         in_message({"type": "carousel", "elements": []}), "/blocks/0/elements", MESSAGE),
        (in_message(s.pie(1)), in_message(s.pie(0)), "/blocks/0/chart/segments", MESSAGE),
    ],
)  # fmt: skip
def test_the_least_is_accepted_and_less_is_refused(
    least: list[Violation], less: list[Violation], pointer: str, code: str
) -> None:
    assert least == []
    assert (code, pointer) in refusals(less)
