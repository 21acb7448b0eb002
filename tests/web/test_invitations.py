"""The calendar entry in a booking's mail: a file by hand, or for who asks for it an invitation that stays correct."""
