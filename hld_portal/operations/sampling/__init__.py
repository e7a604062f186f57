"""The sample: invented people, stakeholders, submissions and findings."""
