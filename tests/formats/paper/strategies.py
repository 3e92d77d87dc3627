"""What Hypothesis makes claims of: parties with hostile letters, codes, days and money."""

from datetime import date

from hypothesis import strategies as st

from circlechart.base.formats.x12 import parties
from circlechart.base.formats.x12.benefits import OtherPayer


def maybe(strategy: st.SearchStrategy, nothing: object = None) -> st.SearchStrategy:
    return st.one_of(st.just(nothing), strategy)


control_numbers = st.text(st.sampled_from("ABC012"), min_size=1, max_size=20)
words = st.text(st.sampled_from("ABCdefgh ÄéñøŁ'-.,*:~^&/#0123456789"), max_size=30)
names = st.builds(lambda first, rest: first + rest, st.sampled_from("ABCÖñZ"), words)
codes = st.text(st.sampled_from("ABCDEFGH0123456789"), min_size=2, max_size=30)
npis = st.from_regex(r"\A[1-9][0-9]{9}\Z")
days = st.dates(date(1930, 1, 1), date(2026, 11, 24))
cents = st.decimals(0, 200_000, places=2)
people = st.builds(
    parties.Person,
    names,
    maybe(names, ""),
    maybe(names.map(lambda given: given[:20]), ""),
    st.sampled_from(["", "Jr", "III"]),
)
addresses = st.builds(parties.Address, names, names.map(lambda given: f"Xa{given}"[:25]), st.sampled_from(["OR", "WA"]),
                      st.sampled_from(["97201-1111", "972012222"]), words)  # fmt: skip
billings = st.builds(parties.Billing, names, npis, st.from_regex(r"\A[0-9]{2}-?[0-9]{7}\Z"), addresses,
                     st.sampled_from(["", "251S00000X"]), st.booleans())  # fmt: skip
payers = st.builds(parties.Payer, names, codes, st.sampled_from(["CI", "MC", "MB", "CH", "VA", "BL", "ZZ"]),
                   maybe(codes, ""))  # fmt: skip
subscribers = st.builds(parties.Subscriber, people, codes, st.sampled_from("PST"), maybe(codes, ""),
                        maybe(names, ""), address=addresses, birth_on=days,
                        sex=st.sampled_from("FMU"))  # fmt: skip
dependents = st.builds(parties.Dependent, people, st.sampled_from(["01", "19", "G8"]), addresses, days,
                       st.sampled_from("FMU"))  # fmt: skip
providers = st.builds(parties.Provider, people, npis, st.sampled_from(["", "101YA0400X"]))
facilities = st.builds(parties.Facility, names, addresses, maybe(npis, ""))
dotted = st.from_regex(r"\A[A-Z][0-9][0-9]\.?[0-9A-Z]{0,4}\Z")
diagnoses = st.lists(dotted, min_size=1, max_size=12)
modifiers = st.lists(st.sampled_from(["HQ", "HF", "95", "GT", "59"]), max_size=4, unique=True).map(tuple)


others = st.builds(OtherPayer, names, codes, st.just("A"), st.just("18"), st.just("CI"), people, codes,
                   group_name=maybe(names, ""), paid=maybe(cents))  # fmt: skip
