"""What the program's zone answers."""

from offramp.config.urls import BOTH, PROGRAM, READ_ALSO, phones
from offramp.platform.policy.zones import Zone

urlpatterns = BOTH + phones(Zone.PROGRAM) + READ_ALSO + PROGRAM
