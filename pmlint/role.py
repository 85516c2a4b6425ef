"""Role: what a part of a report is for, whatever a template calls it.

Rules ask for roles, never for keys. A template gives a part its role with the annotation
keyword `x-pmlint-role`; the vocabulary is closed, so that a typo cannot switch a rule off.
"""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """Every role there is; the value is the word that a template writes."""

    TITLE = "title"
    """The one line that names the incident."""
    INCIDENT_DATE = "incident-date"
    """The day on which the incident began."""
    REPORT_DATE = "report-date"
    """The day on which the report was written."""
    AUTHOR = "author"
    """Who prepared the report."""
    TEAM = "team"
    """The team or department that owns the report."""
    STATUS = "status"
    """The stage of the report's life: draft, review or final."""
    TIMEZONE = "timezone"
    """The zone of all times that carry none themselves."""
    INCIDENT_ID = "incident-id"
    """The incident's name in the team's tracker."""
    PROSE = "prose"
    """Text that tells what happened and what it means."""
    INCIDENT_START = "incident-start"
    """When the incident began; may be a range, whose start counts."""
    TIMELINE = "timeline"
    """The list of events."""
    ENTRY = "entry"
    """One event of the timeline with its time."""
    ENTRY_TIME = "entry-time"
    """The time of a timeline entry."""
    ENTRY_EVENT = "entry-event"
    """What happened at that time."""
    INITIAL_CAUSE = "initial-cause"
    """What set the incident off."""
    ROOT_CAUSE = "root-cause"
    """What made the incident possible."""
    FACTOR = "factor"
    """A contributing factor."""
    SEVERITY = "severity"
    """How bad the incident was: minor, major or critical."""
    IMPACT = "impact"
    """What the incident did to operations, money and reputation."""
    DETECTION_TIME = "detection-time"
    """When the incident was noticed."""
    RESOLUTION = "resolution"
    """What ended the incident."""
    RESOLUTION_TIME = "resolution-time"
    """When the incident was over."""
    ACTION = "action"
    """One action item."""
    ACTION_TEXT = "action-text"
    """What an action item promises."""
    OWNER = "owner"
    """Who sees an action item through."""
    DUE_DATE = "due-date"
    """The day by which an action item is done."""
    ACTION_ID = "action-id"
    """An action item's name, which stays when its text changes."""
    ACTION_STATUS = "action-status"
    """open, in_progress, done, dropped or proposed."""
    COMPLETED_ON = "completed-on"
    """The day on which an action item was done."""
    ACTION_KIND = "action-kind"
    """prevent, mitigate, detect or process."""
    PRIORITY = "priority"
    """How urgent an action item is, in the team's own words."""
    EVIDENCE = "evidence"
    """Where an action item's work can be seen."""
    REASON = "reason"
    """Why an action item was dropped."""
    DOCUMENT_LINK = "document-link"
    """A supporting document or attachment."""
    SIGNATURES = "signatures"
    """The block of signatures."""
    SIGNED_BY = "signed-by"
    """Who signs as the author."""
    APPROVED_BY = "approved-by"
    """Who approved the report."""
    APPROVAL_DATE = "approval-date"
    """The day of the approval."""

    # Rules ask for roles all the time, and Enum's own hash is computed in Python.
    __hash__ = object.__hash__


CLOCK_ROLES = frozenset(
    (Role.INCIDENT_START, Role.ENTRY_TIME, Role.DETECTION_TIME, Role.RESOLUTION_TIME)
)
"""The parts that tell a time of day; of all others only the date counts."""
INCIDENT_ROLES = CLOCK_ROLES | {Role.INCIDENT_DATE}
"""The parts that tell when something of the incident itself happened."""
OTHER_TIME_ROLES = frozenset((Role.DUE_DATE, Role.COMPLETED_ON, Role.APPROVAL_DATE))
"""The days of what followed the report."""
TIME_ROLES = INCIDENT_ROLES | OTHER_TIME_ROLES | {Role.REPORT_DATE}
"""Every part that tells a time."""
