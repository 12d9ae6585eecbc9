"""Maps in ASAM OpenDRIVE (.xodr), as driving simulators have them."""
