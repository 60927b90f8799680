"""Money, days, fees, rules: pure functions over schedules, no I/O."""
