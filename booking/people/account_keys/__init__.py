"""Keys (認証キー) that go by mail: made, and spent once by who read the mail."""
