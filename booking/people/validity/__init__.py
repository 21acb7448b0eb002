"""Until when a registration (求職登録) is valid, and how seekers make theirs valid or invalid themselves."""
