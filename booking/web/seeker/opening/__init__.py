"""How somebody comes to a my-page: from a counter, online, or by 新規登録; what is agreed to, and what is next."""
