# SPDX-License-Identifier: EUPL-1.2
"""What the worker does each night: forget what people typed of a question that is long over."""

from procrastinate.contrib.django import app

from meedoen.knelpunten.consulting.operations import forget_voices
from meedoen.vocabulary.moment import Moment

EVERY_NIGHT = "20 3 * * *"


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="forget_voices", queueing_lock="forget_voices")
def forget_long_over(timestamp: int) -> None:
    """Forget them; a night that was missed is made up by the next."""
    forget_voices(on=Moment.now())
