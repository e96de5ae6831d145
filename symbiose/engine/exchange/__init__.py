"""Offers and needs: which pairs fit and why, how much flows where, and which loops close."""
