"""Account management: people who look after customers, how they are paid, and what the firm knows without them."""

from sim.mechanisms.accounts.accounts import Accounts

__all__ = ["Accounts"]
