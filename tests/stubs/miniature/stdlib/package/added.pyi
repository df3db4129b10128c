flag: bool
