"""scikit-learn's BernoulliRBM, which `rbm` is compared with: samples a second after a warm-up.

    python3 benchmarks/rbm_peer.py 784 256 10 1      (inputs, hidden units, batch, threads)
"""
import os
import sys
import time

inputs, hidden, batch, threads = (int(a) for a in sys.argv[1:5])
os.environ.update(OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
import numpy as np
from sklearn.neural_network import BernoulliRBM

samples, epochs = 5000, 2
# float32 as the other side: fit keeps the type of its inputs.
data = (np.random.default_rng(0).random((samples, inputs)) < 0.2).astype(np.float32)
machine = BernoulliRBM(n_components=hidden, learning_rate=0.06, batch_size=batch, n_iter=1, random_state=0).fit(data)
machine.n_iter = epochs
began = time.perf_counter()
machine.fit(data)
seconds = time.perf_counter() - began
print(f'{{"samplesPerSecond": {epochs * samples / seconds:.0f}, "usPerStep": {1e6 * seconds / (epochs * samples / batch):.0f}, "threads": {threads}, "type": "{machine.components_.dtype}"}}')
