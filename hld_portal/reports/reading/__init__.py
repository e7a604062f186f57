"""What pages of reports show: each module reads and arranges for some of them."""
