"""Complaints, inquiries, technical help and suggestions; compensation for harm."""
