"""Buys what costs money: through a process that outlives the run, once, within the budget, and no more at once than a provider allows."""
