"""Addresses of signing in and out."""

from django.urls import path

from circlechart.base.access import views

app_name = "access"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/again/", views.reauth, name="reauth"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", views.password, name="password"),
    path("lock/", views.lock, name="lock"),
    path("alive/", views.alive, name="alive"),
]
