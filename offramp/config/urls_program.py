"""What the program's zone answers."""

from offramp.config.urls import BOTH, PROGRAM, READ_ALSO

urlpatterns = BOTH + READ_ALSO + PROGRAM
