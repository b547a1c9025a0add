"""Two peers tap in the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils.timezone import now

from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch import actions
from offramp.program.dispatch.models import Dispatch
from offramp.program.dispatch.tests import factories as make
from tests import cast


@pytest.mark.django_db(transaction=True)
def test_one_goes_and_the_other_is_told():
    if connection.vendor == "sqlite":
        pytest.skip("In memory there is one connection; config/sqlite tests the line.")
    peers = [cast.percy(), cast.pat()]
    for peer in peers:
        make.shift(peer)
    dispatch = make.dispatch()
    both = Barrier(2)

    def tap(peer: Actor) -> str:
        both.wait()
        try:
            actions.answer(dispatch.id, 20, at=now(), by=peer)
            return "goes"
        except Refused as no:
            return str(no)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(tap, peers))

    goes = said.index("goes")
    assert "already coming" in said[1 - goes]
    assert Dispatch.objects.get().answered_by_id == peers[goes].id
