"""What makes an installation Silkeborg's or Kalundborg's: dated items that each cite a clause of the municipality's text."""
