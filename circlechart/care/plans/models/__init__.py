"""What a client works on: problems and diagnoses, goals with objectives and interventions, and the signed versions."""

from circlechart.care.plans.models.goals import Goal, Intervention, Objective
from circlechart.care.plans.models.problems import Diagnosis, Problem
from circlechart.care.plans.models.versions import Outline, PlanSignature, PlanVersion

__all__ = ["Diagnosis", "Goal", "Intervention", "Objective", "Outline", "PlanSignature", "PlanVersion", "Problem"]
