"""What the API of the catalogue tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from incidents.gateways import PlanStep
from incidents.gateways.irregularities import IrregularityCode, Order
from incidents.selectors.catalogue import MemberShown, PlanShown


class CatalogueLineOut(serializers.Serializer[Any]):
    """A plan or procedure in force. ``own``: it is the county's own version."""

    code = serializers.CharField(source="plan.code")
    procedure = serializers.BooleanField(source="plan.is_procedure")
    version = serializers.IntegerField(source="version.number")
    own = serializers.BooleanField(source="is_own")
    name = serializers.CharField(source="plan.name.zh")
    name_en = serializers.CharField(source="plan.name.en")
    group = serializers.CharField(source="plan.group")
    family = serializers.CharField(source="plan.family")
    level = serializers.CharField(source="plan.level")
    openness = serializers.CharField(source="plan.openness")
    pictures = serializers.CharField(source="plan.pictures")
    lead = serializers.CharField(source="plan.lead")
    co_leads = serializers.ListField(child=serializers.CharField(), source="plan.co_leads")
    supporting = serializers.ListField(child=serializers.CharField(), source="plan.supporting")
    source = serializers.CharField(source="plan.source")  # type: ignore[assignment]  # DRF takes declared fields off the class


class PlanStepOut(serializers.Serializer[PlanStep]):
    """A step: who, by when, and what it waits for. ``within`` in seconds from the detection."""

    number = serializers.IntegerField()
    name = serializers.CharField(source="name.zh")
    name_en = serializers.CharField(source="name.en")
    who = serializers.ListField(child=serializers.CharField())
    within = serializers.SerializerMethodField()
    by = serializers.SerializerMethodField()
    every = serializers.SerializerMethodField()
    asks = serializers.CharField()
    needs = serializers.CharField()
    protects_life = serializers.BooleanField()

    def get_within(self, step: PlanStep) -> int | None:
        """In seconds; none where there is no limit."""
        return None if step.within is None else int(step.within.total_seconds())

    def get_by(self, step: PlanStep) -> str | None:
        """A moment of the session instead."""
        if step.by is not None:
            return step.by.text
        return None if step.window is None else step.window.value

    def get_every(self, step: PlanStep) -> int | None:
        """How often it is repeated, in seconds."""
        return None if step.every is None else int(step.every.total_seconds())


class CataloguePlanOut(CatalogueLineOut):
    """A plan or procedure whole."""

    trigger = serializers.CharField(source="plan.trigger.zh")
    trigger_en = serializers.CharField(source="plan.trigger.en")
    reporting = serializers.CharField(source="plan.reporting")
    tail = serializers.CharField(source="plan.tail")
    steps = PlanStepOut(many=True, source="plan.steps")


class OwnUnitOut(serializers.Serializer[Any]):
    """A unit of the county, and who is called there."""

    code = serializers.CharField()
    name = serializers.CharField()
    duties = serializers.CharField()
    liaisons = serializers.ListField(child=serializers.CharField())


class MemberUnitOut(serializers.Serializer[Any]):
    """A member of the committee, with the county's own units that are it."""

    number = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    duties = serializers.CharField()
    gives = serializers.CharField()
    own = OwnUnitOut(many=True)


class IrregularityOut(serializers.Serializer[Any]):
    """A code of Order 33: what was seen, and the evidence that its record needs."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    article = serializers.CharField()
    about = serializers.CharField()
    decides = serializers.CharField(allow_null=True)
    evidence = serializers.ListField(child=serializers.CharField())


class EvidenceOut(serializers.Serializer[Any]):
    """A rule of evidence."""

    code = serializers.CharField()
    needs = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    article = serializers.CharField()
    articles = serializers.ListField(child=serializers.CharField())


class OrderOut(serializers.Serializer[Any]):
    """Order 33 as the catalogue tells it."""

    version = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # DRF takes declared fields off the class
    codes = IrregularityOut(many=True)
    evidence = EvidenceOut(many=True)


class ListedOut(serializers.Serializer[Any]):
    """A document or a service."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField(source="name.zh")
    name_en = serializers.CharField(source="name.en")
    parties = serializers.ListField(child=serializers.CharField())
    says = serializers.CharField(source="says.zh")
    source = serializers.CharField()  # type: ignore[assignment]  # DRF takes declared fields off the class


def plan_told(shown: PlanShown) -> dict[str, Any]:
    """A plan whole as JSON values."""
    return dict(CataloguePlanOut(shown).data)


def member_told(shown: MemberShown) -> dict[str, Any]:
    """A member unit as JSON values."""
    member = shown.member
    own = [
        {
            "code": one.unit.code,
            "name": one.unit.name,
            "duties": one.unit.duties,
            "liaisons": [person.name for person in one.liaisons],
        }
        for one in shown.own
    ]
    return {
        "number": member.number,
        "code": member.code,
        "name": member.name.zh,
        "name_en": member.name.en,
        "duties": member.duties.zh,
        "gives": member.gives.zh,
        "own": own,
    }


def order_told(order: Order) -> dict[str, Any]:
    """The order as JSON values."""
    evidence = [
        {
            "code": rule.code,
            "needs": rule.needs,
            "name": rule.name.zh,
            "name_en": rule.name.en,
            "article": rule.article,
            "articles": list(rule.articles),
        }
        for rule in order.evidence.values()
    ]
    codes = [_code_told(code) for code in order.codes.values()]
    return {"version": order.version, "source": order.source, "codes": codes, "evidence": evidence}


def _code_told(code: IrregularityCode) -> dict[str, Any]:
    decides = code.article.decides
    return {
        "code": code.code,
        "name": code.name.zh,
        "name_en": code.name.en,
        "article": code.article.code,
        "about": code.article.about.value,
        "decides": None if decides is None else decides.value,
        "evidence": [rule.code for rule in code.evidence],
    }
