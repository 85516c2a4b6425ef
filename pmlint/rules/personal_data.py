"""Personal data in the text of the report (off unless selected).

Looked for are e-mail addresses, telephone numbers in international form (`+49 30 …`), public IPv4
addresses, payment card numbers that pass their check, and bank account numbers (IBAN) with a valid
checksum.

Left alone: the values that name the report's own people (owner, author, who signs and approves);
addresses of the domains in `allowed-domains` and of roles (`support@`, `noreply@`); `git@` and
logins to machines; private, loopback, documentation and other addresses that are not public,
networks (`52.94.0.0/16`), public resolvers (`8.8.8.8`) and version numbers.

## Why it matters

Reports are kept for years and passed on. Whoever was harmed by an incident should not be named in
it: "a customer in Hamburg" says as much.

## Bad

```yaml
incident_description:
  what_happened: The customer jane.doe@customer.example called from +49 30 901820 and complained.
```

## Good

```yaml options=allowed_domains:corp.example
incident_description:
  what_happened: A customer called and complained; payments@corp.example took the case.
  where: Requests came from 10.1.2.3
action_items:
  - action_item: Block the address in the firewall
    owner: ada.okafor@customer.example
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pmlint.document import Scalar
from pmlint.finding import Problem
from pmlint.role import Role
from pmlint.rule import Context, Option, rule

MOST = 100
"""So many in one value are enough to know."""
PEOPLE = frozenset((Role.OWNER, Role.AUTHOR, Role.SIGNED_BY, Role.APPROVED_BY))
MAIL = (
    r"(?<![\w.%+/-])(?P<local>[\w.%+-]{1,64})@"
    r"(?P<domain>(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?!:\w|[\w@-])"
)
MAILBOXES = (
    "abuse admin alerts billing contact do-not-reply donotreply git help helpdesk hostmaster info "
    "mailer-daemon no-reply noreply oncall ops postmaster root sales security sre support team "
    "webmaster"
)
NO_MAIL_DOMAINS = (
    "arpa cluster conf git gif internal jpeg jpg js json lan local localdomain mount path png py "
    "service sh slice socket svc svg target timer ts webp yaml yml"
)
PHONE = (
    r"(?<![\w+.,/=-])\+[1-9][0-9]{0,14}(?:[ .-]?\([0-9]{1,4}\)[ .-]?[0-9]{1,12})?"
    r"(?:[ ./-][0-9]{1,12}){0,6}(?![\w%:])"
)
THOUSANDS = r"\+[0-9]{1,3}(?:[ .][0-9]{3})+"
ADDRESS = (
    r"(?<![\w.-])(?<!\w/)[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w-]|\.[0-9])(?P<network>/[0-9]{1,2})?"
)
VERSION = (
    r"(?i:\b(?:v|version|release|build|driver|firmware|patch|update|upgraded? to|kernel)\s*)\Z"
)
RESOLVERS = frozenset(
    ("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "208.67.222.222", "208.67.220.220")
)
CARD = r"(?<![\w.-])[2-6](?:[ -]?[0-9]){12,18}(?![\w-]|\.[0-9])"
SCHEMES = (
    r"4[0-9]{12}(?:[0-9]{3}){0,2}|(?:5[1-5][0-9]{2}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|"
    r"720))[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|6(?:011|5[0-9]{2})[0-9]{12}|"
    r"35(?:2[89]|[3-8][0-9])[0-9]{12}"
)
IBAN = r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"


@rule(
    "PM702",
    default=False,
    options=(
        Option("allowed_domains", (), "domains whose e-mail addresses may stand in a report"),
    ),
)
def check(context: Context, *, allowed_domains: tuple[str, ...]) -> Iterator[Problem]:
    for part in context.report.parts:
        node = part.node
        if part.role in PEOPLE or not isinstance(node, Scalar) or node.alias:
            continue
        for start, end, what in sorted(_found(node.text, allowed_domains))[:MOST]:
            yield Problem(
                context.document.within(node, start, end),
                f"{what} stands in {part.label}",
                part.pointer,
                "say whose it is (`a customer`) and leave it out",
            )


def _found(text: str, allowed_domains: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    if "@" in text:
        for found in re.finditer(MAIL, text):
            if _is_mail(text, found, allowed_domains):
                yield (*found.span(), "an e-mail address")
    if len(re.findall(r"[0-9]", text)) < 4:
        return
    for what, pattern, holds in KINDS:
        for found in re.finditer(pattern, text):
            if holds(text, found):
                yield (*found.span(), what)


def _is_mail(text: str, found: re.Match[str], allowed: tuple[str, ...]) -> bool:
    local, domain = found["local"].casefold(), found["domain"].casefold()
    if local in MAILBOXES.split() or domain.rpartition(".")[2] in NO_MAIL_DOMAINS.split():
        return False
    if re.match(r"[0-9]x\.", domain) or "://" in text[: found.start()].rpartition(" ")[2]:
        return False
    mine = (name.casefold().lstrip("@.") for name in allowed)
    return not any(domain == name or domain.endswith(f".{name}") for name in mine)


def _is_phone(_: str, found: re.Match[str]) -> bool:
    number = found.group()
    digits = re.sub(r"[^0-9]", "", number)
    if not 8 <= len(digits) <= 15 or (len(digits) <= 9 and re.fullmatch(THOUSANDS, number)):
        return False
    return re.search(r"[ ()./-]", number) is not None or len(digits) >= 10


def _is_public(text: str, found: re.Match[str]) -> bool:
    from ipaddress import ip_address

    written = re.sub(r"/.*", "", found.group())
    if found["network"] not in (None, "/32") or written in RESOLVERS:
        return False
    if re.search(VERSION, text[max(0, found.start() - 20) : found.start()]):
        return False
    try:
        address = ip_address(written)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


def _is_card(_: str, found: re.Match[str]) -> bool:
    number = re.sub(r"[ -]", "", found.group())
    if not re.fullmatch(SCHEMES, number):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


def _is_account(_: str, found: re.Match[str]) -> bool:
    number = found.group().replace(" ", "")
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97 == 1


KINDS: tuple[tuple[str, str, Callable[[str, re.Match[str]], bool]], ...] = (
    ("a telephone number", PHONE, _is_phone),
    ("a public IP address", ADDRESS, _is_public),
    ("a payment card number", CARD, _is_card),
    ("a bank account number", IBAN, _is_account),
)
