# SPDX-License-Identifier: EUPL-1.2
"""Each page and endpoint states what it is for. What is not registered stays closed.

A view of ours carries its registration (`@endpoint`); pages of installed packages stand in
`INSTALLED`, by URL name. The gate in `web/gate.py` enforces both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import URLPattern, URLResolver, get_resolver

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.privacy.levels.kinds import NOT_OFFERED, Service
from meedoen.privacy.policy import Purpose, role_may, role_may_send

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Endpoint:
    """What a page is for, what it shows, who may come, by which methods, and which service it is.

    `once_open` is the service it is where a story is open: a page to tell something then also shows
    what was told. Pages of colleagues are no service to a resident.
    """

    purpose: Purpose
    object: str
    roles: frozenset[Role]
    methods: tuple[str, ...] = ("GET",)
    service: Service | None = None
    once_open: Service | None = None


def roles_for(purpose: Purpose, methods: Iterable[str] = ("GET",)) -> frozenset[Role]:
    """Give every role that may act for a purpose by these methods, by the policy table."""
    may = role_may if set(methods) <= {"GET"} else role_may_send
    return frozenset(role for role in Role if may(role, purpose))


def endpoint(
    *,
    purpose: Purpose | str,
    object: str,
    roles: Iterable[Role] | None = None,
    methods: tuple[str, ...] = ("GET",),
    service: Service | None = None,
    once_open: Service | None = None,
) -> Callable[[View], View]:
    """Register a view: its purpose, the object it shows, who may come, and which service it is.

    `roles` narrows the roles of the policy table; it cannot widen them. Who only reads comes to no
    page that takes something: what she may read there stands on a page of its own. What is public
    is there to look round in. Raises ValueError when `roles` names one that may not act for the
    purpose by these methods, or when a page of a resident states no service that is offered.
    """
    stated = Purpose(purpose)
    if stated is Purpose.PUBLIC_INFORMATION:
        service = service or Service.BROWSE
    if stated is Purpose.TAKING_PART and service is None:
        raise ValueError(f"A page for '{stated}' states which service it is ({object}).")
    if {service, once_open} & NOT_OFFERED:
        raise ValueError(f"Nobody offers this service yet: take it out of NOT_OFFERED ({object}).")
    allowed = roles_for(stated, methods)
    chosen = frozenset(roles) if roles is not None else allowed
    if not chosen <= allowed:
        names = ", ".join(sorted(chosen - allowed))
        raise ValueError(f"The policy table gives {names} no access for '{stated}' by {methods}.")

    def register(view: View) -> View:
        view.endpoint = Endpoint(  # type: ignore[attr-defined]
            stated, object, chosen, methods, service, once_open
        )
        return view

    return register


def _sign_in(name: str, roles: frozenset[Role] = frozenset(Role)) -> tuple[str, Endpoint]:
    return name, Endpoint(Purpose.SIGNING_IN, "account", roles, ("GET", "POST"))


def _closed(name: str) -> tuple[str, Endpoint]:
    return name, Endpoint(Purpose.SIGNING_IN, "closed page", frozenset())


# Every page of allauth, by name: those that are open, and those that nobody may use here because
# accounts are made by an administrator.
INSTALLED: dict[str, Endpoint] = dict(
    [
        _sign_in("account_login"),
        _sign_in("account_logout"),
        _sign_in("account_reauthenticate"),
        _sign_in("account_inactive"),
        _sign_in("mfa_authenticate"),
        _sign_in("mfa_reauthenticate"),
        _sign_in("mfa_index", AT_WORK),
        _sign_in("mfa_activate_totp", AT_WORK),
        _sign_in("mfa_deactivate_totp", AT_WORK),
        _sign_in("mfa_view_recovery_codes", AT_WORK),
        _sign_in("mfa_generate_recovery_codes", AT_WORK),
        _sign_in("mfa_download_recovery_codes", AT_WORK),
        _sign_in("openid_connect_login"),
        _sign_in("openid_connect_callback"),
        _sign_in("socialaccount_login_error"),
        _sign_in("socialaccount_login_cancelled"),
        _closed("account_signup"),
        _closed("account_email"),
        _closed("account_email_verification_sent"),
        _closed("account_confirm_email"),
        _closed("account_change_password"),
        _closed("account_set_password"),
        _closed("account_reset_password"),
        _closed("account_reset_password_done"),
        _closed("account_reset_password_from_key"),
        _closed("account_reset_password_from_key_done"),
        _closed("account_confirm_login_code"),
        _closed("socialaccount_signup"),
        _closed("socialaccount_connections"),
    ]
)


@dataclass(frozen=True)
class ListedEndpoint:
    """A URL pattern with its name and registration; `endpoint` None means it stays closed."""

    pattern: str
    name: str
    endpoint: Endpoint | None


def registration_of(view: Callable[..., Any], name: str) -> Endpoint | None:
    """Find the registration of a view or an installed page; None when there is none."""
    own: Endpoint | None = getattr(view, "endpoint", None)
    return own or INSTALLED.get(name)


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[ListedEndpoint]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            name = namespace + (entry.name or "")
            yield ListedEndpoint("/" + pattern, name, registration_of(entry.callback, name))


def all_endpoints() -> list[ListedEndpoint]:
    """List every URL pattern of the product with its registration, in URL order."""
    return list(_walk(get_resolver(), "", ""))
