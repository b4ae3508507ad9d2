"""What is to be put right and by when: the one register of corrective actions, and how fast incidents were answered."""
