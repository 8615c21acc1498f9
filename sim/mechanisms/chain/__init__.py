"""Chains of firms, and firms that buy from, supply and compete with one another."""
