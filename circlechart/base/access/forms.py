"""Signing in."""

from django import forms


class SignInForm(forms.Form):
    """A username and a password."""

    username = forms.CharField(
        label="Username", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="Password", max_length=256, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
