"""What journeys have in common: signing in, counting acts and document loads, axe."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page

from circlechart.web.demo import content

PASSWORD = content.clinic()["password"]


@dataclass
class Person:
    """Somebody at a browser of their own. `acts` counts deliberate acts; texts are typed without counting."""

    page: Page
    base: str
    acts: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def click(self, target: Locator, words: str) -> None:
        """One act: a click or tap."""
        self.acts.append(words)
        target.click()

    def choose(self, target: Locator, words: str) -> None:
        """One act: a radio button or check box."""
        self.acts.append(words)
        target.check()

    def row(self, name: str) -> Locator:
        """A client's row."""
        return self.page.get_by_role("group", name=name, exact=True)

    def mark(self, name: str, choice: str) -> None:
        """One act: mark a client."""
        marks = self.row(name).get_by_role("radiogroup", name="Attendance")
        self.choose(marks.get_by_role("radio", name=choice, exact=True), f"{name}: {choice}")

    def button(self, name: str) -> Locator:
        """A button of the page."""
        return self.page.get_by_role("button", name=name, exact=True)

    def saved(self) -> None:
        """Wait until every typed word is saved."""
        self.page.locator("[data-save-words]").get_by_text("All words saved", exact=True).wait_for()

    def sign(self) -> None:
        """Two acts: open the read-through, give the credential."""
        self.click(self.button("Sign my notes"), "Sign my notes")
        box = self.page.get_by_label("Your password")
        box.fill(PASSWORD)
        self.acts.append("credential")
        box.press("Enter")
        self.page.locator("#signing").wait_for(state="hidden")


def sign_in(context: BrowserContext, base: str, who: str) -> Person:
    """Open a browser and sign in; counting starts afterwards, on Today."""
    page = context.new_page()
    person = Person(page, base)
    page.on("pageerror", lambda error: person.troubles.append(str(error)))
    page.on("console", lambda message: person.troubles.append(message.text) if message.type == "error" else None)
    page.goto(f"{base}/")
    page.get_by_label("Username").fill(who)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today").wait_for()
    page.on("load", lambda loaded: person.loads.append(loaded.url))
    return person


def violations(page: Page) -> list[str]:
    """What axe finds, in short."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
