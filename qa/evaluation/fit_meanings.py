"""Build the table of word meanings that `store.meanings` reads: ``python -m qa.evaluation.fit_meanings``.

The commonest stems of four languages, by the word lists of the package ``wordfreq`` (Speer 2022, CC BY-SA 4.0; needed
here only), each embedded by multilingual-e5-small in its commonest form. All e5 vectors of single words lie close
together (cosines of .8 to .95); what they share is taken away with the mean, and the first `DIMENSIONS` principal
components of the English words are kept, in which "population" and "visit" have a cosine of about 0, "population" and
"население" .76.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from store.embedding import load_embedder
from store.meanings import key_of, table_path
from store.words import is_function_word

DIMENSIONS = 64
STEMS = {"en": 13_000, "ru": 6_000, "de": 4_000, "ko": 4_000}
AXES_FROM = 8_000
"""Commonest English stems from which mean and axes are taken."""
BATCH = 256


def commonest(language: str, most: int) -> dict[str, str]:
    """The commonest stems of a language by key, each with its commonest form."""
    from wordfreq import top_n_list

    forms: dict[str, str] = {}
    for word in top_n_list(language, 6 * most):
        if word.isalpha() and len(word) > 1 and not is_function_word(word, language):
            forms.setdefault(key_of(word, language), word)
        if len(forms) == most:
            break
    return forms


def main() -> None:
    """Embed the words and write the table."""
    words: dict[str, str] = {}
    for language, most in STEMS.items():
        words |= {key: form for key, form in commonest(language, most).items() if key not in words}
    embedder = load_embedder("e5")
    forms = list(words.values())
    batches = []
    for start in range(0, len(forms), BATCH):
        batches.append(embedder.passages(forms[start : start + BATCH]))
        sys.stderr.write(f"\r{start} of {len(forms)}")
    np.savez_compressed(table_path(), words=np.array(" ".join(words)), vectors=_projected(np.concatenate(batches)))


def _projected(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Unit vectors on the principal axes, in steps of 1/127."""
    sample = vectors[:AXES_FROM]
    mean = sample.mean(axis=0)
    _, _, axes = np.linalg.svd(sample - mean, full_matrices=False)
    seen = (vectors - mean) @ axes[:DIMENSIONS].T
    return np.asarray(np.round(127 * seen / np.linalg.norm(seen, axis=1, keepdims=True)), dtype=np.int8)


if __name__ == "__main__":
    main()
