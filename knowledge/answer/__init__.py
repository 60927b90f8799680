"""Claims, composing, verifying: from what is known to what the customer reads."""
