"""What the made-up reports are made of: names, services, and sentences with gaps to fill.

Every gap is filled by `reports.py`: `{service}`, `{other}`, `{part}`, `{place}`, `{n}`, `{share}`,
`{minutes}` (how long the incident lasted), `{short}` (a smaller number of minutes).
"""

from __future__ import annotations

PEOPLE = (
    "Ada Okafor", "Jonas Lind", "Mei-Ling Chou", "Rafael Quintero", "Ines Falkenberg",
    "Bo Lindqvist",
    "Priya Raghunathan", "Kwabena Asante", "Sørine Dahl", "Łukasz Wójcik", "Delphine Achterberg",
    "Tomás Ibarra", "Hana Sugimoto", "Zeynep Aydın", "Owen Pritchard", "Noor van der Berg",
)  # fmt: skip
TEAMS = (
    "Payments SRE", "Checkout Platform", "Identity and Access", "Storage Operations",
    "Edge Networking",
    "Search Infrastructure", "Data Ingestion", "Mobile Backend", "Fulfilment Systems",
)  # fmt: skip
SERVICES = (
    "checkout", "the payment gateway", "sign-in", "the order queue", "product search",
    "the image store",
    "the session cache", "invoice export", "the notification service", "the pricing API",
    "warehouse sync", "the customer portal",
)  # fmt: skip
PARTS = (
    "orders-db-2", "cache-eu-1", "the ingress controller", "the certificate of api.shop.example",
    "the connection pool", "the leader of the etcd cluster", "the nightly import job",
    "the feature flag new_basket", "the message broker", "the DNS zone shop.example",
)  # fmt: skip
PLACES = (
    "Region eu-central-1, all three zones", "Data centre Frankfurt 2",
    "Production cluster prod-west",
    "Region us-east-2, zones a and c", "Both clusters in Dublin",
    "The shared staging and production network",
)  # fmt: skip
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Europe/London", "America/Sao_Paulo",
    "Australia/Brisbane", "UTC", "+05:30",
)  # fmt: skip

TITLES = (
    "{service} unavailable after an upgrade of {part}",
    "Errors in {service} while {part} was overloaded",
    "{service} slow for {minutes} minutes after a failover",
    "Lost writes in {service} during maintenance of {part}",
    "Timeouts between {service} and {other}",
)
SUMMARIES = (
    "An upgrade of {part} changed a default that {service} relied on, and {share} % of "
    "requests failed.",
    "A burst of retries from {other} filled {part}; {service} answered {share} % of calls "
    "with an error.",
    "{service} lost its connection to {part} and did not reconnect, because the old address "
    "was kept.",
    "During planned work on {part} the traffic of {service} went to a replica that was "
    "{short} minutes behind.",
)
LASTED = (
    "The disruption lasted {minutes} minutes.",
    "The outage lasted {minutes} minutes, from the first error to the last.",
    "It was over after {share} % of the fleet had been restarted.",
)
FINDINGS = (
    "The alert for {part} looked at an average over {short} minutes and hid the peak.",
    "The runbook for {service} described a cluster that had been replaced in the spring.",
    "A timeout of {n} seconds was longer than the one of the load balancer before it.",
    "Nothing limited how often {other} retried a failed call.",
    "The change had been tested with {share} % of the usual load.",
    "The rollback needed an approval that nobody on call could give.",
    "Metrics of {part} were kept for {n} hours only.",
)
ADVICE = (
    "Roll changes of {part} out to one zone first.",
    "Keep the runbook of {service} beside its code, and read it at each hand-over.",
    "Give every call between {service} and {other} a budget of retries.",
    "Alert on the share of failed requests, not on processor load.",
    "Rehearse the failover of {part} twice a year.",
    "Keep one person free of repair work to write to customers.",
)
HAPPENED = (
    "At first only {service} was slow; {short} minutes later {other} began to fail as well.",
    "The deployment replaced {part} in all zones at once, so no healthy copy was left to "
    "take the traffic.",
    "Requests waited for {part} until their callers gave up, and each of them was sent again "
    "up to {n} times.",
    "The on-call engineer saw the alert for {other}, which was a consequence, and looked "
    "there first.",
    "A first restart brought {service} back for about two minutes; then the queue filled up "
    "once more.",
    "With {part} read-only, writes were answered with an error and customers saw "
    '"please try again".',
    "Dashboards showed {share} % of errors in one zone and none in the others, which pointed "
    "to the network.",
    "After the old configuration had been restored, the backlog of {n}00 messages was worked off.",
)
INITIAL = (
    "Version {n}.4 of {part} went live with a changed default.",
    "{part} ran out of file handles during the evening peak.",
    "A certificate of {part} expired at midnight.",
    "A restart of {part} emptied its cache.",
)
ROOT = (
    "Nothing compared the settings in force with those that had been tested, so that a new "
    "default reached every zone within {short} minutes.",
    "Limits were set by hand on each host; the {n} newest hosts never got them, and no check "
    "looked for the difference.",
    "Renewal depended on a job whose failures were written to a log that no alert reads.",
    "Capacity was planned for a warm cache, and the path without one had never been tried "
    "under load.",
)
FACTORS = (
    "The weekly load test did not include {other}.",
    "Two alerts for the same host were merged into one.",
    "The change was deployed shortly before the busiest hour.",
    "{part} had no owner since the teams were merged.",
    'Log lines such as `level=warn msg="pool exhausted" host={part}` were not counted anywhere.',
)
EVENTS = (
    "First errors in {service}: 5xx rate at {share} %",
    'The on-call engineer is paged: "{service}: error budget burns"',
    "Incident declared; a call is opened with {other}'s team",
    "{part} is restarted, without effect",
    "Traffic is moved away from one zone [manual]",
    "The status page says that {service} is degraded",
    "Graphs show {n} times the usual number of connections",
    "The change of the morning is rolled back",
    "A second engineer joins: {part} is ruled out",
    "Error rate falls below {n} %",
    "Queue of {service} is being worked off",
)
DISRUPTION = (
    "{share} % of the calls to {service} failed for {minutes} minutes; {other} was slow.",
    "{n},400 orders could not be placed; {n} % of them were placed again within the hour.",
    "Sign-in failed for {share} % of the users; those already signed in noticed nothing.",
)
FINANCIAL = (
    "About {n},000 EUR in orders that were not placed again",
    "N/A",
    "Service credits of {share} % for {n} customers",
    "None: no agreement was broken",
)
REPUTATION = (
    "{n} tickets and a few posts; no press",
    "{share} customers asked for a written explanation",
    "not applicable",
)
AFFECTED = (
    "Customers in Germany and Austria", "Sellers who use the bulk upload", "Customer support",
    "All users of the mobile app", "The data warehouse team", "Partners that call the public API",
)  # fmt: skip
MEASURES = (
    "Restarted {part} in one zone after the other",
    "Rolled the release back to the version of the day before",
    "Doubled the number of workers of {service}",
    "Switched {other} to its read-only mode",
    "Wrote to the {n} largest customers",
    "Blocked the retries of {other} at the proxy",
)
RESOLUTION = (
    "The former settings of {part} were restored and {service} was restarted zone by zone; "
    "the backlog was gone before the next hour.",
    "{service} now talks to the new address of {part}. Queued messages were replayed, and "
    "{n} duplicates were removed by hand.",
    "The pool of {part} was raised from {short} to {n}0 connections and all workers were replaced.",
)
WELL = (
    "The page came within {short} minutes.", "Roles were clear from the first message on.",
    "The rollback worked as rehearsed.",
    "Support had a text for customers ready after {short} minutes.",
    "Backups of {part} were complete and had been tested.",
)  # fmt: skip
WORSE = (
    "Finding the right dashboard took {short} minutes.", "The status page was updated late.",
    "Nobody could tell from the alert which zone it meant.",
    "Two people changed {part} at the same time.",
)  # fmt: skip
ACTIONS = (
    "Page when more than {n} % of the calls to {service} fail for {short} minutes",
    "Limit the retries of {other} to 3 per request",
    "Deploy changes of {part} to one zone first, the others after 30 minutes",
    "Write the steps of this recovery into the runbook of {service}",
    "Renew every certificate 30 days before it expires",
    "Rehearse the failover of {part} with the on-call rota",
    "Compare the settings of all hosts every night and report differences",
    "Keep the metrics of {part} for 30 days",
    "Show the zone in the text of each alert",
    "Add a load test with a cold cache to the release pipeline",
)
COMMENTS = (
    "# Times as the monitoring wrote them.", "# Blameless: we describe what happened, not who.",
    "# Reviewed in the weekly incident meeting.",
    "# Source: the call's chat log and the dashboards",
)  # fmt: skip
