"""Question sets, runner, metrics, benchmark and report."""
