"""Steps that only acts take, each inside the transaction of its act."""
