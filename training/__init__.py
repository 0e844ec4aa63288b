"""How the language pipeline ``en_brief`` is made: converters, training, evaluation."""

import os

# One thread per process, set before NumPy loads its BLAS: several threads only wait for each other on small matrices.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
