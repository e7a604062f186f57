"""Every change of a finding, a summary, a report and a build, one function each."""
