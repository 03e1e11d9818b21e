"""Buys what costs money: once, within the budget, and through a process that outlives the run."""
