"""What is felt and held: one idea, one small file; scalar rules, numbers in, one number out."""
