"""From rows to the tree of a document; no layout, no HTML."""
