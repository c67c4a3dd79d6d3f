#!/usr/bin/env python3
"""with_scipy.py RUNS FILE: the pairs of match.c by scipy; the least processor time, pairs, sum.

All pairs: linear_sum_assignment; else min_weight_full_bipartite_matching, which needs room for all.
"""
import sys
import time

import numpy
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

runs, name = int(sys.argv[1]), sys.argv[2]
numbers = numpy.fromfile(name, dtype=numpy.int32)
mentees, mentors, count = numbers[:3]
mentee, mentor, score = numbers[3:].reshape(count, 3).T
if count == mentees * mentors:
    matrix = score.reshape(mentees, mentors).astype(float)
    solve = linear_sum_assignment
else:
    matrix = csr_matrix((score.astype(float), (mentee, mentor)), shape=(mentees, mentors))
    solve = min_weight_full_bipartite_matching
best = None
for _ in range(runs):
    start = time.process_time()
    rows, columns = solve(matrix, maximize=True)
    took = time.process_time() - start
    best = took if best is None else min(best, took)
total = int(numpy.asarray(matrix[rows, columns]).sum())
print(f"{best:.4f} {len(rows)} {total}")
