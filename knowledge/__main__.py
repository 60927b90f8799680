import gc
import os
import sys

from knowledge.cli import main

# A process that answers one question and ends: collecting garbage while the encoder's tables are built costs a tenth of its time.
gc.disable()
try:
    status = main()
    sys.stdout.flush()
except BrokenPipeError:
    # The reader (head, less) has all it wanted; without this, Python complains once more at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 141
sys.exit(status)
