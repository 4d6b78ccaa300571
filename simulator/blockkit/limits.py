"""Slack's numbers, each with the page or package it comes from.

"docs" are the pages under https://docs.slack.dev/reference (block-kit/blocks,
block-kit/block-elements, block-kit/composition-objects, views, methods); "sdk" is the model of
slack-sdk 3.47 with the same number. Lengths are in characters (Unicode code points).
"""

# Ids: docs, every block and every interactive element.
ACTION_ID = 255
BLOCK_ID = 255

# Views: docs views.open, views.publish and surfaces/modals; sdk View.
VIEW_TITLE = 24
VIEW_SUBMIT = 24
VIEW_CLOSE = 24
VIEW_BLOCKS = 100
VIEW_CALLBACK_ID = 255
VIEW_EXTERNAL_ID = 255
VIEW_PRIVATE_METADATA = 3000
VIEW_BYTES = 250_000  # docs views.open "view_too_large": "greater than 250kb", of UTF-8 JSON
FOCUS_ON_LOAD = 1  # docs, every input element: "Only one element can be set to true"

# Messages: docs chat.postMessage.
MESSAGE_BLOCKS = 50
MESSAGE_TEXT = 40_000
MESSAGE_ATTACHMENTS = 100
MESSAGE_MARKDOWN = 12_000  # docs markdown-block: "cumulative limit … per payload"
MESSAGE_TABLES = 1  # docs table-block: only_one_table_allowed
MESSAGE_CHARTS = 2  # docs data-visualization-block
MESSAGE_DATA_TABLE_TEXT = 20_000  # docs data-table-block, over all cells

# Composition objects.
TEXT = 3000  # docs text-object
CONFIRM_TITLE = 100  # docs confirmation-dialog-object
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30  # both `confirm` and `deny`
OPTION_TEXT = 75  # docs option-object
OPTION_VALUE = 150
OPTION_DESCRIPTION = 75
OPTION_URL = 3000
OPTION_GROUP_LABEL = 75  # docs option-group-object
OPTION_GROUP_OPTIONS = 100
DISPATCH_TRIGGERS = 2  # docs dispatch-action-configuration-object

# Elements.
PLACEHOLDER = 150  # docs, every element with a placeholder
BUTTON_TEXT = 75  # docs button-element
BUTTON_VALUE = 2000
BUTTON_URL = 3000
BUTTON_AGENT_PROMPT = 4000  # sdk ButtonElement
ACCESSIBILITY_LABEL = 75  # docs button-element
VISIBLE_TO_USERS = 10  # docs icon-button-element
SELECT_OPTIONS = 100  # docs select-menu-element, multi-select-menu-element
SELECT_OPTION_GROUPS = 100
CHECKBOXES_OPTIONS = 10  # docs checkboxes-element
RADIO_OPTIONS = 10  # docs radio-button-group-element
OVERFLOW_OPTIONS = 5  # docs overflow-menu-element
PLAIN_TEXT_INPUT = 3000  # docs plain-text-input-element: min_length, max_length, the value
RICH_TEXT_INPUT_LINES = 100  # docs rich-text-input-element
FILE_INPUT_FILES = 10  # docs file-input-element
IMAGE_URL = 3000  # docs image-block, image-element
IMAGE_ALT_TEXT = 2000
IMAGE_TITLE = 2000

# Blocks.
ACTIONS_ELEMENTS = 25  # docs actions-block
ALERT_TEXT = 200  # docs alert-block
CARD_TITLE = 150  # docs card-block
CARD_SUBTITLE = 150
CARD_BODY = 200
CARD_SUBTEXT = 200  # slackblocks 3.0.0 spec/limits.json
CARD_ACTIONS = 3  # slackblocks 3.0.0 spec/limits.json
CAROUSEL_CARDS = 10  # docs carousel-block
CONTAINER_TITLE = 150  # docs container-block
CONTAINER_SUBTITLE = 150
CONTAINER_BLOCKS = 10
CONTEXT_ELEMENTS = 10  # docs context-block
CONTEXT_ACTIONS_ELEMENTS = 5  # docs context-actions-block
HEADER_TEXT = 150  # docs header-block
INPUT_LABEL = 2000  # docs input-block
INPUT_HINT = 2000
MARKDOWN_TEXT = 12_000  # docs markdown-block
PLAN_TASKS = 50  # slackblocks 3.0.0 spec/limits.json
SECTION_TEXT = 3000  # docs section-block
SECTION_FIELDS = 10
SECTION_FIELD = 2000
TABLE_ROWS = 100  # docs table-block
TABLE_COLUMNS = 20
DATA_TABLE_MIN_ROWS = 2  # docs data-table-block: the header and one row
DATA_TABLE_ROWS = 201
DATA_TABLE_COLUMNS = 20
DATA_TABLE_PAGE = 100
CHART_TITLE = 50  # docs data-visualization-block
CHART_SEGMENTS = 12
CHART_SERIES = 12
CHART_POINTS = 20
CHART_LABEL = 20
CHART_AXIS_LABEL = 50
VIDEO_TITLE = 199  # docs video-block: "must be less than 200 characters"
VIDEO_DESCRIPTION = 199
VIDEO_AUTHOR = 49  # docs video-block: "must be less than 50 characters"
VIDEO_PROVIDER = 50  # slackblocks 3.0.0 spec/limits.json
VIDEO_ALT_TEXT = 2000
VIDEO_URL = 3000
RICH_TEXT_LIST_INDENT = 8  # slackblocks 3.0.0 spec/limits.json
RICH_TEXT_BORDER = 1  # docs rich-text-block
