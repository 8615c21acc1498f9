"""What makes amends worth something, and what a kind word does (T10, T32; E14)."""

from __future__ import annotations

from sim._jit import rule, share


@rule
def amends_quality(
    offered: float,
    empathy: float,
    empathy_share: float,
    congruence: float,
    congruence_share: float,
    deception: float,
    disbelief: float,
) -> float:
    """Return the quality of a recovery as the customer feels it, in [0, 1].

    ``offered`` is what compensation and speed alone would be worth to somebody who meets empathy and believes it.

    Notes
    -----
    Claim : amends are compensation, speed and empathy [@de_matos_2007], and must be meant; who was lied to does not
        believe an apology [@schweitzer_2006].
    Form  : E14 and T32, three shares lost, one after another.
    Holds : never exceeds what is offered; is that at full empathy and congruence without remembered deception.
    """
    kind = 1.0 - empathy_share * (1.0 - empathy)
    meant = 1.0 - congruence_share * (1.0 - congruence)
    return share(offered * kind * meant * (1.0 - disbelief * deception))


@rule
def effort_of_regard(regard: float, per_regard: float, failed: float) -> float:
    """Return the effort that somebody adds for a partner who failed lately (``failed`` 1) or did not (0).

    Notes
    -----
    Claim : unconditional positive regard does not depend on what the other deserves (Rogers' condition, T32).
    Form  : a constant while the failure is fresh.
    Holds : is 0 without regard and without failure; rises with regard.
    """
    return regard * per_regard * failed
