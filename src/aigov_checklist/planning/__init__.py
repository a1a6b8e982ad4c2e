"""What next: the least effort that leads to a band or score, the best score for an effort, and a path by years."""
