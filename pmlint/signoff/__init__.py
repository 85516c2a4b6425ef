"""Sign-offs: what somebody approves, how that is written down, and whether it was they.

Nothing here asks Git. Only `signature` starts a program (`ssh-keygen`).
"""
