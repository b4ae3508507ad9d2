from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q

from kernel.sealing import unseal
from organisation.states import BY_OFFLINE_PIN, BY_SIGNING, SIGNING_LASTS_AT_MOST, Level, Side, UnitKind

PHONE = "organisation_person.phone"
ID_SUFFIX = "organisation_person.id_suffix"


class Unit(models.Model):
    """A unit of the four levels, or one below the county. ``path`` is its address in the tree: ``/15/1508/150821/``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.TextField()
    name = models.TextField()
    level = models.TextField(choices=Level.choices)
    kind = models.TextField(choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.TextField(unique=True, db_collation="C")
    duties = models.TextField(default="", blank=True)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/", path__endswith="/"), name="unit_path_has_its_slashes"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="unit_level_is_known"),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody with duties in the exam. Name and pinyin in clear for search; phone and ID suffix sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    staff_number = models.TextField()
    name = models.TextField()
    pinyin = models.TextField(default="", db_index=True)
    initials = models.TextField(default="", db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    phone_sealed = models.BinaryField(default=b"")
    phone_hash = models.BinaryField(default=b"", db_index=True)
    id_suffix_sealed = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "staff_number"], name="staff_numbers_are_unique_in_a_county")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The phone number in clear."""
        return unseal(bytes(self.phone_sealed), column=PHONE)


class Post(models.Model):
    """A duty of a person at a unit, from a start to an end. It gives the capabilities of its role there and below."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="post_ends_after_it_starts"),
            models.UniqueConstraint(fields=["person", "unit", "role", "starts_at"], name="post_is_given_once"),
        ]
        indexes = [models.Index(fields=["person", "starts_at", "ends_at"], name="posts_held")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Logins(BaseUserManager["Login"]):
    """Makes logins. A login without a password cannot be used until a slip is."""

    def create_user(self, username: str, password: str | None = None) -> Login:
        """A plain login."""
        login = self.model(username=username)
        login.set_password(password)
        login.save(using=self._db)
        return login

    def create_superuser(self, username: str, password: str) -> Login:
        """An administrator of the reference data. He holds no capability in an exam by that."""
        login = self.model(username=username, is_staff=True, is_superuser=True)
        login.set_password(password)
        login.save(using=self._db)
        return login


class Login(AbstractBaseUser, PermissionsMixin):
    """An account. What its person may do comes from posts, never from the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    username = models.TextField(unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="login")
    language = models.TextField(default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    made_at = models.DateTimeField(null=True)

    objects = Logins()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Slip(models.Model):
    """A one-time first credential on paper. Only its hash is kept; it expires, and is used once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    login = models.ForeignKey(Login, models.CASCADE, related_name="slips")
    code_hash = models.TextField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["login"], condition=Q(used_at=None), name="one_open_slip_per_login"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Signing(models.Model):
    """同屏签字: the second person proved himself at the first one's screen, and signs there for minutes.

    Of the token only a hash is kept. ``second_mark`` is another one as soon as the second's password is; a
    login session that has ended is nobody's screen any more. Nothing but its end is ever written to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam_id = models.UUIDField()
    scope = models.TextField(db_collation="C")
    purpose = models.TextField()
    session_hash = models.TextField()
    token_hash = models.TextField(unique=True)
    login = models.ForeignKey(Login, models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second_login = models.ForeignKey(Login, models.PROTECT, related_name="+")
    second_mark = models.TextField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    proved_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="signing_takes_two_people"),
            models.CheckConstraint(condition=~Q(login=F("second_login")), name="signing_takes_two_logins"),
            models.CheckConstraint(
                condition=Q(until__gt=F("proved_at"), until__lte=F("proved_at") + SIGNING_LASTS_AT_MOST),
                name="signing_lasts_minutes",
            ),
            models.UniqueConstraint(
                fields=["session_hash", "exam_id", "purpose"],
                condition=Q(ended_at=None),
                name="one_open_signing_per_screen",
            ),
            # What a proof by this signing must say of it, word for word.
            models.UniqueConstraint(fields=["id", "second", "first", "proved_at"], name="signing_as_a_proof_tells_it"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Proof(models.Model):
    """That a person proved himself for one side of one act.

    Rows of two-person acts point here by (act, side, person), so that PostgreSQL alone refuses a
    missing, foreign or reused proof, and the same person on both sides. A proof by a signing names it and the
    one beside whom it was given: PostgreSQL holds it to that signing's two people and to the moment at which
    the second really proved himself. A proof given offline names the key on a tablet that signed: PostgreSQL
    holds it to the person whose key it is.
    """

    act = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    side = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    method = models.TextField()
    proved_at = models.DateTimeField()
    # Held by keys over several columns, in the migration.
    signing = models.ForeignKey(
        Signing, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    beside = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    key = models.ForeignKey(
        "organisation.PersonKey", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "side", "person"], name="proof_is_of_one_act_side_and_person"),
            models.UniqueConstraint(fields=["act", "person"], name="nobody_stands_on_both_sides"),
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="proof_side_is_known"),
            models.CheckConstraint(
                condition=Q(method=BY_SIGNING, signing__isnull=False, beside__isnull=False)
                | ~Q(method=BY_SIGNING) & Q(signing=None, beside=None),
                name="proof_by_signing_names_it",
            ),
            models.CheckConstraint(
                condition=Q(method=BY_OFFLINE_PIN, key__isnull=False) | ~Q(method=BY_OFFLINE_PIN) & Q(key=None),
                name="proof_given_offline_names_its_key",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "id"], condition=Q(method=BY_OFFLINE_PIN), name="proofs_given_offline"),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} {self.side}"
