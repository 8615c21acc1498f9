"""Account management as a mechanism around the core (T13–T16, T22, T29–T34)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sim import streams
from sim.mechanisms import exact, happenings
from sim.mechanisms.accounts import looking_back as back
from sim.mechanisms.accounts import tables as t
from sim.mechanisms.accounts.choosing import choose
from sim.mechanisms.accounts.contacting import contact
from sim.mechanisms.accounts.customers import adopt, rank
from sim.mechanisms.accounts.looking_back import look_back
from sim.mechanisms.accounts.people import change_people, fill_posts
from sim.mechanisms.mechanism import Mechanism, Setting
from sim.parameters import Parameters
from sim.scenario.mechanism_metrics import ACCOUNTS
from sim.state import columns as c
from sim.state.levers import both, owners, partners

INTERVENING = t.LEAVING_POST + 10
"""Purpose of luck of dated departures."""
NO_NEWS = 0
"""Contact that is not worth telling of: none."""


class Accounts(Mechanism):
    """Sellers with account managers, who decide month by month whom they contact and how.

    Attributes
    ----------
    posts : Posts
        The people table.
    customers : Customers
        What is remembered of every customer.
    per_seller : int
        Posts of one seller; those of seller k are ``k * per_seller`` and the next ones.
    """

    package = "accounts"
    pulls = (
        owners(c.LEVER_PROMISE, c.LEVER_WARMTH, c.LEVER_TRUST, c.LEVER_RESOLVING, c.LEVER_ORDERS, c.LEVER_DISCOUNT)
        | partners(
            c.LEVER_EFFORT,
            c.LEVER_QUALITY,
            c.LEVER_UNREACHED,
            c.LEVER_RECOVERY,
            c.LEVER_CLARITY,
            c.LEVER_CONTACT,
            c.LEVER_PASSING,
            c.LEVER_PAYOFF,
        )
        | both(c.LEVER_INVESTING, c.LEVER_LEARNING)
    )
    metrics_named = tuple(ACCOUNTS)

    def __init__(self, setting: Setting, parameters: Parameters) -> None:
        super().__init__(setting, parameters)
        sellers = int(setting.starts[c.COMPLEMENTOR] - setting.starts[c.SELLER])
        firms = min(parameters.people.firms or sellers, sellers)
        o = setting.world.organisations
        self.per_seller = parameters.people.per_seller
        self.first_seller = int(setting.starts[c.SELLER])
        self.posts = t.no_posts(firms * self.per_seller)
        self.posts.seller[:] = self.first_seller + np.arange(firms * self.per_seller) // self.per_seller
        self.customers = t.no_customers(setting.world.relationships.partner.size)
        fill_posts(o, self.posts, self.p, setting.seed, self.per_seller)
        self.offered = self.needed = 0.0
        self.to_date = 0.0
        self.left = 0
        self.acquired: list[int] = []
        self.shares: list[tuple[float, float]] = []
        self.recent: list[tuple[float, float]] = []
        self.after_leaving: list[tuple[float, float]] = []
        self.tally = np.zeros(back.N_TALLY)
        self.kept = np.zeros((2, 3))
        self.spent = np.zeros(3)
        """Hours of contact this month, by tier."""
        self.contacts = np.zeros(setting.world.relationships.partner.size if self.tells else 0, np.int8)
        self.month = 0

    @staticmethod
    def is_at_work(parameters: Parameters) -> bool:
        """Return whether sellers have people."""
        return parameters.people.per_seller > 0

    def let_go(self, share: float, which: Sequence[int] | None, month: int) -> None:
        """Let a share of the account managers leave at the beginning of a month, each by its own luck.

        Parameters
        ----------
        share : float
            In (0, 1].
        which : sequence of int, optional
            Only those of these sellers, counted from 0.
        month : int
        """
        key = np.uint64(streams.key(self.setting.seed, INTERVENING, month))
        uid = self.setting.world.organisations.uid
        for post in range(self.posts.seller.size):
            seller = int(self.posts.seller[post])
            if which is not None and seller - self.first_seller not in which:
                continue
            identity = np.uint64(streams.nth(np.uint64(uid[seller]), np.uint64(post % self.per_seller)))
            if streams.uniform(np.uint64(streams.word(key, identity))) < share:
                self.posts.leaving[post] = True

    def before(self, month: int) -> None:
        """Assign customers, change people, rank, choose, and pull levers."""
        o, r = self.setting.world
        seed, posts, customers, p = self.setting.seed, self.posts, self.customers, self.p
        memory = self.parameters.relationship_memory
        self.month = month
        adopt(o, r, posts, customers, p, seed, self.first_seller, self.per_seller)
        self.left = change_people(o, r, posts, customers, p, seed, month, self.per_seller, memory.departure_trust)
        if (month - 1) % t.YEAR == 0 or not self.shares:
            rank(o, r, posts, customers, p, seed, month, self.per_seller)
        self._offer()
        choose(o, r, posts, customers, p, seed, month, self.per_seller, self.spent)
        self.needed = contact(o, r, posts, customers, p, seed, month, self.per_seller, float(memory.pass_on))
        if self.tells:
            self._tell()

    def _tell(self) -> None:
        """Tell who left, and of contact that is news: dialogue or a pitch that the month before did not bring."""
        customers = self.customers
        served = customers.post >= 0
        if self.left and self.parameters.departures.replacement != t.STAYS:
            self.tell(
                happenings.DEPARTURE,
                np.flatnonzero(served & (customers.whole[t.LEFT] == self.month)),
                happenings.PARTNER,
            )
        fresh = self.setting.world.relationships.counts[c.AGE] == 0
        before = np.where(fresh, NO_NEWS, self.contacts)
        kind = np.where(customers.codes[t.CHOICE] == t.DIALOGUE, happenings.CONTACT, happenings.PITCH)
        self.contacts = np.where(served & (customers.real[t.REACHED] >= 0.5), kind, NO_NEWS).astype(np.int8)
        for event in (happenings.CONTACT, happenings.PITCH):
            self.tell(event, np.flatnonzero((self.contacts == event) & (before != event)), happenings.PARTNER)

    def _offer(self) -> None:
        """Let attraction lower the price that newcomers are asked (T22)."""
        elements = self.parameters.crm_elements
        offer = elements.offer * (1.0 - exact.exponential(-elements.attraction / elements.scale))
        if offer == self.offered:
            return
        sellers = np.unique(self.posts.seller)
        standing = self.setting.world.organisations.standing
        standing[sellers, c.LIST_PRICE] = np.clip(standing[sellers, c.LIST_PRICE] + self.offered - offer, 0.0, 1.0)
        self.offered = offer

    def after(self, month: int) -> None:
        """Look back on what customers bought."""
        r = self.setting.world.relationships
        look_back(r, self.customers, month, self.needed, self.tally, self.kept)
        self.to_date += float(self.tally[back.SALES])
        served = max(self.tally[back.SERVED], 1.0)
        self.shares.append((float(self.tally[back.DISCOUNTS] / served), float(self.tally[back.PROMISES] / served)))
        self.recent.append((float(self.tally[back.RECENT_CONTACTED]), float(self.tally[back.RECENT])))
        self.after_leaving.append((float(self.tally[back.LEFT_SALES]), float(self.tally[back.LEFT_BASE])))
        new = (r.stages[c.STAGE] >= 0) & (r.counts[c.START] == month) & np.isin(r.partner, self.posts.seller)
        self.acquired.append(int(new.sum()))

    def metrics(self) -> Mapping[str, float]:
        """Return the month's numbers about sellers with account managers."""
        tally, p, month = self.tally, self.parameters, self.month
        served, alive = tally[back.SERVED], tally[back.CUSTOMERS]
        working = int((self.posts.vacant == 0).sum())
        cost = p.people.hour_cost * p.people.hours * working
        spent = (p.crm_elements.identification + p.crm_elements.attraction) * p.people.hours * working * t.YEAR
        won = sum(self.acquired[-t.YEAR :])
        told = {
            "account_customers": alive,
            "account_sales": tally[back.SALES],
            "account_sales_to_date": self.to_date,
            "account_profit": tally[back.MARGIN] - cost,
            "account_fill": exact.ratio(tally[back.TRADED], tally[back.NEEDED]),
            "account_wallet": exact.ratio(tally[back.WALLET], alive),
            "account_trust": exact.ratio(tally[back.TRUST], alive),
            "account_satisfaction": exact.ratio(tally[back.SATISFACTION], alive),
            "account_satisfaction_a": exact.ratio(tally[back.SATISFACTION_A], self.kept[1, 0]),
            "account_conflict": exact.ratio(tally[back.CONFLICT], alive),
            "account_knowledge": exact.ratio(tally[back.KNOWLEDGE], alive),
            "account_investment": exact.ratio(tally[back.INVESTMENT], alive),
            "contact_share": exact.ratio(tally[back.CONTACTED], served),
            "recent_buyer_contact": exact.ratio(
                *(exact.total(month[k] for month in self.recent[-t.YEAR :]) for k in (0, 1))
            ),
            "contact_gap_after_purchase": exact.ratio(tally[back.SILENCE], tally[back.BUYERS]),
            "discount_share": self.shares[-1][0],
            "promise_share": self.shares[-1][1],
            "contradiction_rate": exact.ratio(tally[back.CONTRADICTIONS], served),
            "left_sales": exact.ratio(
                *(exact.total(month[k] for month in self.after_leaving[-t.YEAR :]) for k in (0, 1))
            ),
            "account_departures": float(self.left),
            "account_churn": exact.ratio(tally[back.LOST], served),
            "account_acquired": float(self.acquired[-1]),
            "cost_per_acquired": spent / won if won and spent and len(self.acquired) >= t.YEAR else math.nan,
            "top_fifth_share": self._top_fifth() if month >= t.YEAR else math.nan,
        }
        for k, tier in enumerate("abc"):
            told[f"kept_{tier}"] = exact.ratio(self.kept[1, k], self.kept[0, k])
            told[f"customers_{tier}"] = tally[back.IN_TIER + k]
            told[f"sales_{tier}"] = tally[back.SALES_OF_TIER + k]
            told[f"hours_{tier}"] = self.spent[k]
        told |= self._quarter(month)
        return {name: float(value) for name, value in told.items()}

    def _quarter(self, month: int) -> dict[str, float]:
        """Return how the last month of a quarter differs from the two before; nan in other months."""
        names = ("discount_quarter_end", "discount_sawtooth", "promise_sawtooth")
        if month % t.QUARTER or len(self.shares) < t.QUARTER:
            return dict.fromkeys(names, math.nan)
        first, second, last = self.shares[-3:]
        given = last[0] * self.parameters.account_contact.discount
        steps = [last[k] - 0.5 * (first[k] + second[k]) for k in range(2)]
        return dict(zip(names, (given, *steps), strict=True))

    def _top_fifth(self) -> float:
        """Return the share of twelve months' sales that the largest fifth of today's customers makes."""
        alive = (self.customers.post >= 0) & (self.setting.world.relationships.stages[c.STAGE] >= 0)
        sales = np.sort([exact.total(year) for year in self.customers.sales[:, alive].T])[::-1]
        return exact.ratio(exact.total(sales[: math.ceil(sales.size / 5)]), exact.total(sales))
