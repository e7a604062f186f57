"""Every change of a submission, one function each."""
