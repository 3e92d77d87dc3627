"""Two people's words in one text: by sentence, and within a sentence by word; every character of both stays."""

from circlechart.base.wording.merging.sentences import merge, merge_fields, sentences

__all__ = ["merge", "merge_fields", "sentences"]
