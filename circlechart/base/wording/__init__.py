"""What words say about a note: is it this client's own, does it name anybody else. No Django.

What for:     pure measures over texts; they hold no text of a client and read no database.
Takes from:   word lists beside them, with source and licence.
Gives to:     care, outside.
"""
