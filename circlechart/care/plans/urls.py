"""Addresses of plans."""

from django.urls import path

from circlechart.care.plans.views import parts, plan, signing

app_name = "plans"

urlpatterns = [
    path("clients/<uuid:client_id>/plan/", plan.plan, name="plan"),
    path("clients/<uuid:client_id>/plan/outline/", parts.outline, name="outline"),
    path("clients/<uuid:client_id>/plan/problems/", parts.problem, name="add-problem"),
    path("clients/<uuid:client_id>/plan/goals/", parts.goal, name="add-goal"),
    path("clients/<uuid:client_id>/plan/interventions/", parts.intervention, name="add-intervention"),
    path("clients/<uuid:client_id>/plan/signature/", signing.signature, name="signature"),
    path("goals/<uuid:goal_id>/objectives/", parts.objective, name="add-objective"),
    path("goals/<uuid:goal_id>/problem/", parts.answers, name="answers"),
    path("goals/<uuid:goal_id>/last-day/", parts.end_goal, name="end-goal"),
    path("problems/<uuid:problem_id>/last-day/", parts.end_problem, name="end-problem"),
    path("objectives/<uuid:objective_id>/outcome/", parts.end_objective, name="end-objective"),
    path("interventions/<uuid:intervention_id>/last-day/", parts.end_intervention, name="end-intervention"),
    path("plan-codes/", plan.codes, name="codes"),
    path("plan-versions/<uuid:plan_version_id>/", signing.version, name="version"),
    path("plan-versions/<uuid:plan_version_id>/print/", signing.print_version, name="print"),
    path("plan-versions/<uuid:plan_version_id>/signatures/", signing.client_signature, name="client-signature"),
    path(
        "plan-versions/<uuid:plan_version_id>/cosignature/", signing.supervisor_signature, name="supervisor-signature"
    ),
]
