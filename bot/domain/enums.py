"""The closed lists of Business Central that Touchpoint stores, as lower-case English words.

Order follows Business Central. Its blank value is `None` here and NULL in the database, so no
list has a member for it.
"""

from enum import StrEnum


class ContactType(StrEnum):
    """What a contact is. A person may belong to a company, a company belongs to none."""

    COMPANY = "company"
    PERSON = "person"


class CorrespondenceType(StrEnum):
    """The channel of an interaction, or the one a contact prefers."""

    HARD_COPY = "hard_copy"
    EMAIL = "email"


class InformationFlow(StrEnum):
    """Outbound: we inform the contact. Inbound: the contact informs us."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class InitiatedBy(StrEnum):
    """Who started the exchange."""

    US = "us"
    THEM = "them"


class Evaluation(StrEnum):
    """How an interaction went, best first."""

    VERY_POSITIVE = "very_positive"
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    VERY_NEGATIVE = "very_negative"


class WizardAction(StrEnum):
    """What the second step of the wizard does with a template's content."""

    OPEN = "open"
    IMPORT = "import"
    MERGE = "merge"


class DeliveryStatus(StrEnum):
    """State of the e-mail of an interaction; none when there is nothing to deliver, or it went."""

    IN_PROGRESS = "in_progress"
    ERROR = "error"


class SalespersonRole(StrEnum):
    """What somebody may do, each more than the one before (see :mod:`bot.domain.people.rights`)."""

    READER = "reader"
    SALESPERSON = "salesperson"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Standing(StrEnum):
    """What somebody is in Slack.

    A guest is one of a single channel or of several, a stranger belongs to another organisation;
    unknown is whoever Slack doesn't tell of right now, and never did.
    """

    MEMBER = "member"
    GUEST = "guest"
    DEACTIVATED = "deactivated"
    APP = "app"
    STRANGER = "stranger"
    UNKNOWN = "unknown"


class LinkDecision(StrEnum):
    """What became of the request to be linked to a salesperson."""

    LINKED = "linked"
    REFUSED = "refused"


class OpportunityStatus(StrEnum):
    """Life of an opportunity; won and lost are closed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WON = "won"
    LOST = "lost"


class Priority(StrEnum):
    """Of an opportunity or a task."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class TaskType(StrEnum):
    """What a task asks for; none is a plain to-do."""

    MEETING = "meeting"
    PHONE_CALL = "phone_call"


class TaskStatus(StrEnum):
    """Life of a task."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    WAITING = "waiting"
    POSTPONED = "postponed"


class ProbabilityCalculation(StrEnum):
    """How a sales cycle turns its stages into the probability of an opportunity."""

    MULTIPLY = "multiply"
    ADD = "add"
    CHANCES_OF_SUCCESS = "chances_of_success"
    COMPLETED = "completed"


class CriteriaLineType(StrEnum):
    """A line of segment criteria is an action, or one of the filters under it."""

    ACTION = "action"
    FILTER = "filter"


class CriteriaAction(StrEnum):
    """What a step of segment criteria did. Refine keeps the matching contacts."""

    ADD = "add"
    REDUCE = "reduce"
    REFINE = "refine"


class SegmentHistoryAction(StrEnum):
    """What happened to a segment line, kept so that it can be taken back."""

    INSERTION = "insertion"
    DELETION = "deletion"
