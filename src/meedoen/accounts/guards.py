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
    # Kept is who had to wait, and who let her go on; the tries themselves are in the security log.
    GuardedTable(
        "accounts_codetries", add=True, change=("wrong", "wait_until", "last_step"),
        past=True, named_by="account_id", apart=("wrong", "last_step"),
    ),
)  # fmt: skip

# Of installed packages: what logging in reads and writes. No password is kept a second time.
_OF_LOGGING_IN = (
    GuardedTable("auth_group"),
    GuardedTable("auth_group_permissions"),
    GuardedTable("auth_permission"),
    GuardedTable("django_content_type"),
    GuardedTable("socialaccount_socialapp"),
    *(
        GuardedTable(name, add=True, change=EVERY, remove=True)
        for name in (
            "account_emailaddress",
            "account_emailconfirmation",
            "axes_accessattempt",
            "axes_accessattemptexpiration",
            "axes_accessfailurelog",
            "axes_accesslog",
            "django_session",
            "mfa_authenticator",
            "socialaccount_socialaccount",
            "socialaccount_socialtoken",
        )
    ),
)
_ACCOUNT = GuardedTable(
    "accounts_account", change=EVERY, past=True, apart=("password", "last_login")
)
TABLES = (_ACCOUNT, *_OURS, *_OF_LOGGING_IN)
