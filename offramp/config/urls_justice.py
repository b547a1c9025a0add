"""What the justice zone answers."""

from offramp.config.urls import BOTH, HAVE_ALSO, JUSTICE, phones
from offramp.platform.policy.zones import Zone

urlpatterns = BOTH + phones(Zone.JUSTICE) + HAVE_ALSO + JUSTICE
