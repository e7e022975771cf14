"""Measures a network with igraph, for `benches/network.rs` to compare with: all measures that both have.

Reads a file of `source target weight` lines, the first line being the number of nodes; prints the seconds for each measure.
"""

import sys
import time

import igraph

with open(sys.argv[1], encoding="utf-8") as lines:
    nodes = int(next(lines))
    rows = [line.split() for line in lines]
graph = igraph.Graph(nodes, [(int(row[0]), int(row[1])) for row in rows])
weights = [float(row[2]) for row in rows]
graph.es["weight"] = weights

total = 0.0
for name, measure in [
    ("betweenness", lambda: graph.betweenness()),
    ("closeness", lambda: graph.closeness()),
    ("eigenvector", lambda: graph.eigenvector_centrality(weights=weights)),
    ("PageRank", lambda: graph.pagerank(damping=0.85, weights=weights)),
    ("constraint", lambda: graph.constraint()),
    ("core numbers", lambda: graph.coreness()),
    ("clustering", lambda: graph.transitivity_local_undirected(mode="zero")),
    ("communities", lambda: graph.community_leiden("modularity", weights=weights, n_iterations=-1)),
    ("diameter", lambda: graph.diameter()),
    ("mean distance", lambda: graph.average_path_length()),
]:
    start = time.perf_counter()
    measure()
    took = time.perf_counter() - start
    total += took
    print(f"igraph {name}: {took:.2f} s")
print(f"total {total:.3f}")
