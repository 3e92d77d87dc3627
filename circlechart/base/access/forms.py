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


def _password(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=256,
        strip=False,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": f"{label} is missing."},
    )


class PasswordForm(forms.Form):
    """The password one has, and the one to come, twice."""

    current = _password("Password you have now", "current-password")
    new = _password("New password", "new-password", "Twelve characters or more; four plain words are good.")
    again = _password("New password again", "new-password")

    def clean_again(self) -> str:
        """The second time must be the same as the first."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError("The two are not the same. Type the new password twice.")
        return again
