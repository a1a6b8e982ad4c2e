"""From one plan to another: what the answers to one rubric suggest under another, and several plans side by side."""
