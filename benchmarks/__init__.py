"""How fast the project is, against the parts that it stands on and against others: `python -m benchmarks`."""

import os

# One thread per process, set before NumPy loads its BLAS: `brief` does so itself, and its peers shall do no less.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
