"""What journeys have in common: signing in, counting acts and document loads, axe."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from circlechart.base.kit import walltime
from circlechart.care.sessions.models import Session
from circlechart.web.demo import content, seed
from circlechart.web.demo.people import Cast

PASSWORD = content.clinic()["password"]
# Every press that a person makes, as the browser sees it: trusted pointers on controls, and keys that act.
LISTEN = """() => {
  const boxes = "textarea, input:not([type=radio], [type=checkbox])";
  const say = (event, words) => event.isTrusted && window.pressed(words);
  const name = (one) => (one.innerText || one.closest("label")?.innerText || one.name || one.tagName).trim();
  addEventListener("pointerdown", (event) => {
    const one = event.target.closest("a, button, summary, label, input, select, textarea");
    if (one && !one.matches(boxes)) say(event, name(one));
  }, true);
  addEventListener("keydown", (event) => {
    const one = event.target;
    const acts = one.matches("textarea") ? event.key === "Enter" && event.ctrlKey
      : one.matches(boxes) ? event.key === "Enter"
      : event.key === "Enter" || event.key === " " || /^[a-z0-9]$/i.test(event.key);
    if (acts && !event.repeat) say(event, `key ${event.key}`);
  }, true);
}"""


@dataclass
class Person:
    """Somebody at a browser of their own.

    `acts` are the deliberate acts that the journey means; `presses` are those that the browser saw, and `loads` the
    documents it fetched. Texts are typed without counting.
    """

    page: Page
    base: str
    acts: list[str] = field(default_factory=list)
    presses: list[str] = field(default_factory=list)
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
    _give_name(person, who)
    page.expose_function("pressed", lambda words: person.presses.append(words))
    page.add_init_script(f"({LISTEN})()")
    page.evaluate(LISTEN)
    page.on("load", lambda loaded: person.loads.append(loaded.url))
    return person


def sign_in_plainly(context: BrowserContext, base: str, who: str) -> Person:
    """Sign in at a browser without JavaScript."""
    person = Person(context.new_page(), base)
    _give_name(person, who)
    return person


def _give_name(person: Person, who: str) -> None:
    page = person.page
    page.goto(f"{person.base}/")
    page.get_by_label("Username").fill(who)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today", exact=True).wait_for()


def violations(page: Page) -> list[str]:
    """What axe finds, in short."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def clinic() -> tuple[Cast, Session]:
    """The demo clinic with its ready group."""
    now = timezone.now()
    cast = seed.make(now)
    facility = cast.groups["process"].facility
    facility.time_zone = _where_it_is_noon(now)  # the group must not span midnight, whenever the tests run
    facility.save()
    seed.ready(cast, now)
    return cast, seed.ready_session()


def _where_it_is_noon(now: datetime) -> str:
    hours = 12 - now.hour
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def write_entries(lead: Person, cast: Cast, session: Session) -> None:
    """Seven texts and seven participations; the two with times first."""
    story = content.scenario()
    for entry in story.entries:
        name = cast.clients[entry.client].display_name
        row = lead.row(name)
        if entry.absent:
            continue
        row.get_by_label("Response", exact=True).fill(entry.response)
        row.get_by_label("Progress", exact=True).fill(entry.progress)
        row.get_by_label("Plan", exact=True).fill(entry.plan)
        participation = row.get_by_role("radiogroup", name="Participation")
        lead.choose(participation.get_by_role("radio").nth(entry.participation - 1), f"{name}: participation")


def running(person: Person, session: Session) -> None:
    """The session screen, started, with everybody marked present."""
    person.page.goto(f"{person.base}/sessions/{session.id}/")
    person.button("Start session").click()
    person.button("Mark remaining present").click()
    expect(person.page.locator('[data-count="undecided"]')).to_have_text("0")


def minutes_after(session: Session, minutes: int) -> str:
    """A wall time so many minutes into the group."""
    session.refresh_from_db()
    assert session.started_at is not None
    return walltime.local(session.started_at + timedelta(minutes=minutes), session.time_zone).strftime("%H:%M")
