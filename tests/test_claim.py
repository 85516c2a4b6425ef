"""Which durations a text states of an incident as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.claim import claims
from pmlint.role import Role

SPEAKING = (Role.TITLE, Role.PROSE, Role.IMPACT, Role.RESOLUTION)


def claimed(text: str, role: Role = Role.IMPACT) -> list[str]:
    return [text[claim.start : claim.end] for claim in claims(text, role, 2026)]


@pytest.mark.parametrize(
    "text",
    [
        "The outage lasted 41 minutes",
        "In all the incident lasted for 41 minutes, and nobody noticed",
        "Errors went on for about 41 minutes",
        "There was an outage of 41 minutes",
        "Total downtime: 41 minutes",
        "**Duration:** 41 minutes",
        "Downtime was 41 minutes",
        "Time to recovery: 41 minutes",
        "- Time to detection: 41 minutes [^1]",
        "Checkout was down for 41 minutes",
        "38 % of all card payments failed for 41 minutes after the deployment",
        "No access to the site for 41 minutes",
        "Customers could not log in for 41 minutes",
        "The API was not available for 41 minutes",
        "The outage lasted 41 minutes for all customers",
        "For 41 minutes, customers could not pay",
        "Service was restored after 41 minutes",
        "Everything was back to normal after 41 minutes",
        "After 41 minutes the service was restored",
        "A 41-minute outage",
        "It cost us 41 minutes of downtime",
    ],
)
def test_what_is_said_of_the_incident_as_a_whole_is_a_claim(text: str) -> None:
    assert claimed(text) in (["41 minutes"], ["41-minute"])


@pytest.mark.parametrize(
    "text",
    [
        "We waited for 41 minutes",
        "The cache keeps errors 41 minutes",
        "Backups are kept for 41 days",
        "The certificate was 41 days old",
        "The failover took 41 seconds",
        "The link to the data centre was gone for 41 seconds",
        "Some users saw errors for 41 minutes",
        "The node was down for 41 minutes",
        "Each attempt failed for 41 minutes",
        "The status page was not available for 41 minutes",
        "The deployment failed and we waited for 41 minutes",
        "The outage lasted more than 41 minutes",
        "Payments failed for up to 41 minutes",
        "Payments failed for another 41 minutes",
        "Payments failed for 41 minutes every night",
        "Payments failed for 41 minutes at the worst",
        "We expect a downtime of 41 minutes",
        "A planned outage of 41 minutes",
        "An outage of 41 minutes on the mirror",
        "The outage lasted 41 minutes of business hours",
        "The outage lasted 30-41 minutes",
        "It started 41 minutes after the outage",
        "Service was restored 41 minutes later",
        "Restarting helped after 41 minutes",
        "Service was restored after 41 minutes of waiting",
    ],
)
def test_what_is_said_of_anything_else_is_none(text: str) -> None:
    assert claimed(text) == []


@pytest.mark.parametrize("role", SPEAKING)
@pytest.mark.parametrize(
    "text",
    [
        "Login was unavailable for 12 minutes.",
        "The EU region was offline for 30 minutes, the US region for 42 minutes.",
        "Checkout was degraded for 42 minutes and fully down for 12 minutes.",
        "The database failed over and was back after 3 minutes.",
        "A similar outage in 2024 lasted 5 hours.",
        "In 2024 the outage lasted 5 hours.",
        "Last year's outage lasted 5 hours.",
        "Last year a disk broke. The outage lasted 5 hours.",
        "The vendor had an outage of 5 hours.",
        "The vendor was down. It lasted 5 hours.",
        "The deployment took long. It lasted 5 hours.",
        "AWS reported that its outage lasted 5 hours.",
        "The first outage lasted 40 minutes.",
        "The outage in Frankfurt lasted 40 minutes; all else was well.",
        "The outage lasted 40 minutes in Frankfurt.",
        "The cache outage lasted 12 minutes and caused 200 errors.",
        "Customers in Asia had errors for 40 minutes.",
        "The primary was offline for 12 minutes during failover.",
        "The incident response lasted 5 hours.",
        "For 12 minutes checkout was down in Spain.",
    ],
)
def test_parts_places_vendors_and_other_incidents_are_not_the_whole(text: str, role: Role) -> None:
    assert claimed(text, role) == []


@pytest.mark.parametrize("role", SPEAKING)
@pytest.mark.parametrize(
    "text",
    [
        "It lasted 45 minutes.",
        "The outage lasted 45 minutes.",
        "The incident lasted 45 minutes.",
        "This disruption lasted about 45 minutes.",
        "The outage began at 09:12. It lasted 45 minutes.",
        "On 14 March 2026 cards were refused. The outage lasted 45 minutes.",
        "A certificate expired, and the outage lasted 45 minutes.",
        "The incident was resolved after 45 minutes from the start.",
        "There was an outage of 45 minutes.",
        "**Duration:** 45 minutes",
    ],
)
def test_the_incident_as_the_subject_is_a_claim_everywhere(text: str, role: Role) -> None:
    assert claimed(text, role) == ["45 minutes"]


@pytest.mark.parametrize(
    "text",
    [
        "Checkout was down for 45 minutes",
        "38 % of card payments failed for 45 minutes",
        "Checkout was down, an outage of 45 minutes",
    ],
)
def test_title_and_impact_speak_of_the_incident_by_themselves(text: str) -> None:
    assert claimed(text, Role.TITLE) == claimed(text, Role.IMPACT) == ["45 minutes"]
    assert claimed(text, Role.PROSE) == claimed(text, Role.RESOLUTION) == []


def test_a_resolution_tells_after_how_long_the_service_was_back() -> None:
    for text in ("Service was restored after 45 minutes", "After 45 minutes the site was back"):
        assert claimed(text, Role.RESOLUTION) == ["45 minutes"]
        assert claimed(text, Role.PROSE) == []
    assert claimed("Resolved after 5 hours from the start", Role.RESOLUTION) == ["5 hours"]


def test_sentences_are_taken_one_by_one() -> None:
    text = "Some users noticed. The outage lasted 41 minutes. Every hour counts."
    assert claimed(text) == ["41 minutes"]


@given(
    st.lists(st.sampled_from(["outage ", "lasted ", "for ", "41 minutes ", "after ", ". ", "x"]))
)
def test_no_text_raises(words: list[str]) -> None:
    text = "".join(words)
    for role in SPEAKING:
        for claim in claims(text, role):
            assert 0 <= claim.start < claim.end <= len(text)
