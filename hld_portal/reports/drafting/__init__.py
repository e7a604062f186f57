"""From findings to sentences: counted words, prose and the check of both. No Django here."""
