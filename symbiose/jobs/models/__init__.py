"""The records of this room: workplaces and positions, people and what is private of them, offers, placements, the survey."""

from symbiose.jobs.models.offers import FairnessPolicy, Offer, OfferBasis, Outlook, PlacementRun, Veto
from symbiose.jobs.models.persons import Candidate, CandidateConditions, CandidateContact, PassedOn, Slip
from symbiose.jobs.models.placements import (
    FirstDay,
    HelpCall,
    Placement,
    PlacementHours,
    PlacementPause,
    PlacementTerms,
    Review,
)
from symbiose.jobs.models.places import Position, PositionTask, Workplace
from symbiose.jobs.models.wellbeing import WellbeingAnswer, WellbeingAsked

__all__ = [
    "Candidate",
    "CandidateConditions",
    "CandidateContact",
    "FairnessPolicy",
    "FirstDay",
    "HelpCall",
    "Offer",
    "OfferBasis",
    "Outlook",
    "PassedOn",
    "Placement",
    "PlacementHours",
    "PlacementPause",
    "PlacementRun",
    "PlacementTerms",
    "Position",
    "PositionTask",
    "Review",
    "Slip",
    "Veto",
    "WellbeingAnswer",
    "WellbeingAsked",
    "Workplace",
]
