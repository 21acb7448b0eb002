"""Tests of 届かなかった連絡."""
