# SPDX-License-Identifier: EUPL-1.2
"""Knelpunten as they are told and answered: a situation, never a person.

Nothing here points at a resident, and no moment is kept: a day is enough, and cannot be laid beside
the log of a dossier to find out whose it was. Whose a ticket is lies in her dossier.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meedoen.accounts.models import Account, Team
from meedoen.areas.models import Municipality
from meedoen.knelpunten.kinds import Frame, KnelpuntType, PressedAt, State
from meedoen.knelpunten.states import (
    CasusState,
    RecommendationState,
    RegisterState,
    Solved,
    Station,
    Worked,
)

TYPES = [(one.value, one.label) for one in KnelpuntType]
FRAMES = [(one.value, one.value) for one in Frame]


class Knelpunt(models.Model):
    """A knelpunt in the register of a municipality, with the team that sees to its answer.

    `code` is that of the rulebook, if it is a known collision. `quote` is how somebody who met it
    says it, with her yes. `waiting_since` is the day from which an answer is waited for. What was
    joined into another stays, so that its address goes on working.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="knelpunten")
    code = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120)
    laws = ArrayField(models.CharField(max_length=80))
    frames = ArrayField(models.CharField(max_length=20, choices=FRAMES))
    type = models.CharField(max_length=20, choices=TYPES)
    happens = models.TextField()
    quote = models.TextField(blank=True)
    may_stay = ArrayField(models.CharField(max_length=200), default=list)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in RegisterState],
        default=RegisterState.WAITING,
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="knelpunten")
    owner = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="knelpunten"
    )
    entered_on = models.DateField()
    waiting_since = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined"
    )
    published_on = models.DateField(null=True, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(happens="") & ~Q(title="") & Q(laws__len__gt=0),
                name="registered_says_what_and_which_laws",
            ),
            models.CheckConstraint(
                condition=Q(state=RegisterState.WAITING, waiting_since__isnull=False)
                | (~Q(state=RegisterState.WAITING) & Q(waiting_since__isnull=True)),
                name="waits_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="answer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=RegisterState.WAITING) | Q(answered_on__isnull=False),
                name="who_stands_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True) | ~Q(taken_back_because=""),
                name="taken_back_says_why",
            ),
            # A known collision is one knelpunt in a municipality, however often it is met.
            models.UniqueConstraint(
                fields=["municipality", "code"],
                condition=~Q(code="") & Q(joined_into__isnull=True),
                name="one_knelpunt_a_collision",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality", "state", "-entered_on", "-id"],
                name="knelpunten_as_they_stand",
            ),
            models.Index(fields=["municipality", "waiting_since"], name="knelpunten_that_wait"),
            models.Index(fields=["team", "state"], name="knelpunten_of_a_team"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Tell whether everybody can read it now."""
        return self.published_on is not None and self.taken_back_on is None


class Ticket(models.Model):
    """That somebody pressed "dit hindert mij": a number without a person, and the day.

    Whose it is lies in her dossier, if she has one. `words` are hers, looked through and with her
    yes; `answer` is what she is told apart from the knelpunt it belongs to. `told_on` is empty as
    long as there is something that she has not been told.
    """

    id = models.UUIDField(primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey(
        Knelpunt, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    pressed_at = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in PressedAt]
    )
    words = models.TextField(blank=True)
    wants_answer = models.BooleanField(default=False)
    given_on = models.DateField()
    taken_back_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    # Until then there is something to do with it: a press at a knelpunt, or whether it is solved.
    seen_to_on = models.DateField(null=True, blank=True)
    solved = models.CharField(
        max_length=5, blank=True, choices=[(one.value, one.label) for one in Solved]
    )
    solved_words = models.TextField(blank=True)
    solved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="ticket_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(solved="", solved_on__isnull=True)
                | (~Q(solved="") & Q(solved_on__isnull=False)),
                name="solved_said_on_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality", "given_on", "id"],
                condition=Q(knelpunt__isnull=True, answered_on__isnull=True)
                & Q(taken_back_on__isnull=True),
                name="tickets_without_a_place",
            ),
            models.Index(
                fields=["id"], condition=Q(seen_to_on__isnull=True), name="tickets_to_see_to"
            ),
            models.Index(
                fields=["id"],
                condition=Q(wants_answer=True, told_on__isnull=True, taken_back_on__isnull=True),
                name="tickets_to_be_told",
            ),
            models.Index(fields=["knelpunt", "given_on"], name="tickets_of_a_knelpunt"),
        ]

    def __str__(self) -> str:
        return str(self.given_on)


class RegisterLine(models.Model):
    """What happened to a knelpunt, on which day, by which team: the way it went. It stays."""

    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=12, choices=[(h.value, h.label) for h in Station])
    on_day = models.DateField()
    words = models.TextField(blank=True)
    by_team = models.CharField(max_length=260)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["knelpunt", "on_day", "id"], name="way_of_a_knelpunt")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Recommendation(models.Model):
    """What somebody proposes to do about a knelpunt, and what was decided on it.

    `decided_by` is who decided, such as the college; a no has its reason.
    """

    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="recommendations")
    words = models.TextField()
    why = models.TextField(blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in RecommendationState],
        default=RecommendationState.PROPOSED,
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decision = models.TextField(blank=True)
    holds_from = models.DateField(null=True, blank=True)
    realised_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="recommendation_says_what"),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["agreed", "declined", "realised"], decided_on__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(decision="")
                )
                | (~Q(state__in=["agreed", "declined", "realised"]) & Q(decided_on__isnull=True)),
                name="decided_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state="realised", realised_on__isnull=False)
                | (~Q(state="realised") & Q(realised_on__isnull=True)),
                name="realised_on_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["knelpunt", "state"], name="recommendations_of_knelpunt")
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Consultation(models.Model):
    """A recommendation as it was laid before everybody until a day, and what came of that.

    `advice` is of the advisory board, with who and when; `summary` is what people said, in words
    of a colleague; `reaction` says what was done with it. Each may stay empty.
    """

    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="consultation"
    )
    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="consultations")
    words = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    advised_by = models.CharField(max_length=120, blank=True)
    advised_on = models.DateField(null=True, blank=True)
    advice = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    reaction = models.TextField(blank=True)
    reacted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words="") & Q(last_day__gte=models.F("first_day")),
                name="laid_before_with_words_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(advice="", advised_by="", advised_on__isnull=True)
                | (~Q(advice="") & ~Q(advised_by="") & Q(advised_on__isnull=False)),
                name="advised_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reaction="", reacted_on__isnull=True)
                | (~Q(reaction="") & Q(reacted_on__isnull=False)),
                name="reacted_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Voice(models.Model):
    """What somebody said of what was laid before everybody: her words and the day, and no person.

    Its number is random: the order in which people came is kept nowhere.
    """

    id = models.UUIDField(primary_key=True)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="voices")
    words = models.TextField()
    said_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="a_voice_says_something")
        ]
        indexes: ClassVar = [
            models.Index(fields=["consultation", "-said_on", "id"], name="voices_newest_first")
        ]

    def __str__(self) -> str:
        return str(self.said_on)


class TriedRule(models.Model):
    """That another rule is tried for a knelpunt: which draft of the laboratory, and since when."""

    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, related_name="tried_rules")
    draft = models.ForeignKey("laboratory.Draft", models.PROTECT, related_name="+")
    tried_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft"], name="a_draft_is_tried_for_one_knelpunt"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["knelpunt", "tried_on", "id"], name="rules_tried_for_a_knelpunt")
        ]

    def __str__(self) -> str:
        return str(self.tried_on)


class CaseStudy(models.Model):
    """A casus on which municipality and partners work together: what happened, why, what helps.

    Who works on it sees these words; others see what was shared of it. `argued` holds, per find
    that may stay, why nobody is recognised by it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey(
        Knelpunt, models.PROTECT, null=True, blank=True, related_name="case_studies"
    )
    title = models.CharField(max_length=120)
    situation = models.TextField()
    collides = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    approach = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    worked = models.CharField(
        max_length=10, choices=[(w.value, w.label) for w in Worked], default=Worked.NOT_KNOWN
    )
    argued = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in CasusState], default=CasusState.WORKING
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    writer = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    reader = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="casus_to_read"
    )
    remark = models.TextField(blank=True)
    made_on = models.DateField()
    changed_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(situation=""), name="casus_tells_a_situation"
            ),
            models.CheckConstraint(
                condition=Q(reader__isnull=True) | ~Q(reader=models.F("writer")),
                name="second_reader_is_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CasusTeam(models.Model):
    """A team that works on a casus, until a day if one was said."""

    casus = models.ForeignKey(CaseStudy, models.CASCADE, related_name="teams")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    from_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["casus", "team"], name="a_team_once_in_a_casus"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("from_day")),
                name="casus_team_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.from_day)


class SharedCasus(models.Model):
    """A casus as it was shared, without what tells who it is about: read by a second, and kept."""

    casus = models.ForeignKey(CaseStudy, models.PROTECT, related_name="shared")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    knelpunt = models.ForeignKey(
        Knelpunt, models.PROTECT, null=True, blank=True, related_name="shared_casus"
    )
    title = models.CharField(max_length=120)
    situation = models.TextField()
    collides = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    approach = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    worked = models.CharField(max_length=10, choices=[(w.value, w.label) for w in Worked])
    teams = models.CharField(max_length=400)
    shared_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["knelpunt", "-shared_on"], name="casus_of_a_knelpunt")
        ]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """A knelpunt in concept, seen by the own organisation until somebody brings it further.

    `code` is that of the rulebook, if it is a known one. `effect` is what it means in the words of
    the resident, apart from those of the professional and only with her yes (S0-20, S0-21).
    `may_stay` holds the finds that somebody said to be harmless.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="knelpunt_drafts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="knelpunt_drafts")
    code = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120)
    laws = ArrayField(models.CharField(max_length=80))
    frames = ArrayField(models.CharField(max_length=20, choices=FRAMES))
    type = models.CharField(max_length=20, choices=TYPES)
    happens = models.TextField()
    effect = models.TextField(blank=True)
    effect_agreed = models.BooleanField(default=False)
    may_stay = ArrayField(models.CharField(max_length=200), default=list)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in State], default=State.CONCEPT
    )
    made_on = models.DateField()
    changed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    knelpunt = models.ForeignKey(
        Knelpunt, models.PROTECT, null=True, blank=True, related_name="drafts"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(effect="") | Q(effect_agreed=True), name="effect_only_with_her_yes"
            ),
            models.CheckConstraint(
                condition=~Q(happens="") & ~Q(title="") & Q(laws__len__gt=0),
                name="knelpunt_says_what_and_which_laws",
            ),
            models.CheckConstraint(
                condition=Q(state=State.REGISTERED, knelpunt__isnull=False)
                | Q(state=State.CONCEPT, knelpunt__isnull=True),
                name="registered_as_a_knelpunt",
            ),
        ]
