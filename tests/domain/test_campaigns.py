from decimal import Decimal

from bot.domain.campaigns import Results


def test_the_response_rate_is_of_a_hundred_targets() -> None:
    results = Results(targets=3, responses=1, cost=Decimal("10.00"), duration_min=45)
    assert results.response_rate == Decimal("33.3")
    assert results.cost_per_response == Decimal("10.00")
    assert results.minutes_per_response == 45


def test_without_targets_or_responses_there_is_no_rate() -> None:
    results = Results(targets=0, responses=0, cost=Decimal(12), duration_min=5)
    assert results.response_rate is None
    assert results.cost_per_response is None
    assert results.minutes_per_response is None
