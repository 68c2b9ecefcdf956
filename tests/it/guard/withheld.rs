//! Refusals, receipts and cells tell reduced readers nothing of what is withheld.
