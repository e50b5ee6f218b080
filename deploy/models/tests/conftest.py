import os

os.environ["HF_HUB_OFFLINE"] = "1"  # before any library is imported

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
