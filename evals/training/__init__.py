"""What each part of the search is worth, and a map on the question side: measured and trained here, used nowhere else."""
