"""Which durations a text states of an incident as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.claim import claims


def claimed(text: str) -> list[str]:
    return [text[claim.start : claim.end] for claim in claims(text)]


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


def test_sentences_are_taken_one_by_one() -> None:
    text = "Some users noticed. The outage lasted 41 minutes. Every hour counts."
    assert claimed(text) == ["41 minutes"]


@given(
    st.lists(st.sampled_from(["outage ", "lasted ", "for ", "41 minutes ", "after ", ". ", "x"]))
)
def test_no_text_raises(words: list[str]) -> None:
    text = "".join(words)
    for claim in claims(text):
        assert 0 <= claim.start < claim.end <= len(text)
