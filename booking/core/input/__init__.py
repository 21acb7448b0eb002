"""What people type: cleaned, read and compared; knows no table and no rule of an office."""
