"""One clinic for every test of this room."""

import pytest

from tests import cast
from tests.rooms.care.sessions import schedules


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return schedules.made()
