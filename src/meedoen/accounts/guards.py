# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with organisations, people and how they log in."""

from meedoen.database.guards import EVERY, GuardedTable

# Who works where is for an administrator to say; pages only read it.
_OURS = (
    GuardedTable("accounts_dataagreement", past=True),
    GuardedTable("accounts_membership", past=True),
    GuardedTable("accounts_organisation", past=True),
    GuardedTable("accounts_organisation_municipalities", past=True),
    GuardedTable("accounts_partnership", past=True),
    GuardedTable("accounts_partnership_municipalities", past=True),
    GuardedTable("accounts_team", past=True),
    GuardedTable("accounts_account_groups"),
    GuardedTable("accounts_account_user_permissions"),
    GuardedTable("accounts_appsetup"),
    GuardedTable("accounts_wrongcode", add=True),
    # Kept is who had to wait, and who let her go on; the tries themselves are in the security log.
    GuardedTable(
        "accounts_codetries", add=True, change=("wrong", "wait_until", "last_step"),
        past=True, named_by="account_id", apart=("wrong", "last_step"),
    ),
)  # fmt: skip

# Of installed packages: what logging in reads and writes. Where a page reads only, allauth asks
# whether there is a row, and there is none: nobody has an address or a tie beside the account.
_OF_LOGGING_IN = (
    *(
        GuardedTable(name)
        for name in (
            "auth_group",
            "auth_group_permissions",
            "auth_permission",
            "django_content_type",
            "account_emailaddress",
            "account_emailconfirmation",
            "socialaccount_socialaccount",
            "socialaccount_socialapp",
            "socialaccount_socialtoken",
            "axes_accessfailurelog",
            "axes_accesslog",
        )
    ),
    # The number of wrong passwords only grows, and is kept for a while: a trigger sees to that.
    GuardedTable("axes_accessattempt", add=True, change=EVERY, remove=True),
    GuardedTable("axes_accessattemptexpiration", remove=True),
    # Sealed for who has the cookie, and changed or ended by who tells its key: in functions of the
    # owner.
    GuardedTable("django_session", add=True),
    # Sealed for its account, and changed by who signs in as that account only: a trigger of
    # `privacy` asks for the proof, as it does for tries of codes. Without it the password alone
    # opens nothing (`accounts_appsetup`).
    GuardedTable("mfa_authenticator", add=True, change=("data", "last_used_at"), remove=True),
)
# Who somebody is, is for an administrator. Django notes when she came in; that column also lets a
# page lock the row. No password is kept a second time.
_ACCOUNT = GuardedTable(
    "accounts_account", change=("last_login",), past=True, apart=("password", "last_login")
)
TABLES = (_ACCOUNT, *_OURS, *_OF_LOGGING_IN)
