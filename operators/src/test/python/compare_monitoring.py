r"""Compares the figures of monitoring with the libraries that define them.

    mvn -q -pl operators -am test-compile
    mvn -q -pl operators dependency:build-classpath -Dmdep.outputFile=cp.txt
    pip install -r operators/src/test/python/requirements-monitoring.txt
    python compare_monitoring.py --classes operators/target --classpath cp.txt --work DIR \
        [--log requests.jsonl --qrels judgements.qrels] \
        [--fixtures operators/src/test/resources/io/riverrank/operators/monitoring/reference.jsonl]

Prints a table of the largest difference by figure, reference and data, and exits with 1 if one is
above 1e-9; where a sketch stands between, its rank error is the bound and is printed beside. Random
data has ties, empty lists, one document, pairs of lists without a common document, and more values
than sketches hold. Scores of the log's candidates are random, so that no model is needed.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import ir_measures
import numpy as np
import pytrec_eval
import rbo
import scipy.stats
from evidently.legacy.calculations.stattests.psi import psi_stat_test
from evidently.legacy.core import ColumnType
from ranx import Qrels, Run, evaluate as ranx_evaluate
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import ndcg_score

import pandas as pd

TOLERANCE = 1e-9
FIXTURES = 24
TIME = "2026-03-01T12:00:00Z"


class Table:
    def __init__(self):
        self.rows = {}

    def add(self, figure, reference, data, difference, bound=TOLERANCE):
        key = (figure, reference, data)
        worst, n, _ = self.rows.get(key, (0.0, 0, bound))
        assert not np.isnan(difference), key
        self.rows[key] = (max(worst, abs(difference)), n + 1, bound)

    def print(self):
        print("| figure | reference | data | compared | largest difference | bound |")
        print("| --- | --- | --- | --- | --- | --- |")
        merged, failed = {}, 0
        for (figure, reference, data), (worst, n, bound) in sorted(self.rows.items()):
            if worst > bound:
                failed += 1
                print(f"ABOVE: {figure}, {reference}, {data}: {worst:.1e} > {bound:.2g}")
            row = merged.setdefault((figure, reference, bound > TOLERANCE), [[], 0, 0.0, 0.0])
            row[0].append(data.split(",")[0])
            row[1] += n
            row[2] = max(row[2], worst)
            row[3] = max(row[3], bound)
        for (figure, reference, sketched), (data, n, worst, bound) in merged.items():
            data = ", ".join(data) + (" (sketches)" if sketched else "")
            print(f"| `{figure}` | {reference} | {data} | {n:,} | {worst:.1e} | {bound:.2g} |")
        return failed


def lines(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def result(query_id, query, candidates, failed=(), scored_ms=250, complete=True):
    """candidates: dicts of doc_id, score, logit, original_rank or original_score, label."""
    ranking = sorted(candidates, key=lambda c: -c["score"])
    shown = [{**c, "rank": i + 1, "truncated": c["text_chars"] > 400}
             for i, c in enumerate(ranking)]
    return {
        "query_id": query_id, "query": query, "event_time": TIME, "complete": complete,
        "candidates_received": len(candidates) + len(failed), "superseded": 0,
        "model": {"name": "m", "fingerprint": "sha256:0", "precision": "fp32"},
        "results": [{k: v for k, v in c.items() if k != "text_chars"} for c in shown[:5]],
        "all_scores": shown, "failed": [{"doc_id": d, "error": "no text"} for d in failed],
        "scored_at": f"2026-03-01T12:00:00.{scored_ms:03d}Z"}


def random_data(rng, queries, shift=0.0):
    """Results with ties, empty ones, one document, graded labels; judgements and clicks."""
    results, judgements, interactions = [], [], []
    for i in range(queries):
        n = int(rng.choice([0, 1, 2, 3, 9, 20, 50]))
        logits = rng.normal(shift, 2, n)
        if i % 3 == 0:
            logits = np.round(logits)
        logits = logits.astype(np.float32)
        scores = (1 / (1 + np.exp(-logits.astype(np.float64)))).astype(np.float32)
        order = rng.permutation(n)
        candidates = []
        for j in range(n):
            c = {"doc_id": f"d{j}", "score": float(str(scores[j])), "logit": float(str(logits[j])),
                 "text_chars": int(rng.integers(0, 800))}
            if i % 5 == 4:
                c["original_score"] = float(round(float(rng.normal(10, 3)), 1 if i % 2 else 6))
            else:
                c["original_rank"] = int(order[j]) + 1
            candidates.append(c)
        query_id = f"q{i}"
        results.append(result(query_id, "x" * int(rng.integers(0, 60)), candidates,
                              [f"f{j}" for j in range(i % 3)] if i % 7 == 0 else [],
                              int(rng.integers(0, 1000)), i % 11 != 0))
        for j in range(n + 3):
            if rng.random() < 0.6:
                judgements.append({"query_id": query_id, "doc_id": f"d{j}",
                                   "label": int(rng.choice([0, 0, 0, 1, 2, 3])), "event_time": TIME})
        if i % 2:
            for rank in range(1, min(n, 10) + 1):
                doc = results[-1]["all_scores"][rank - 1]["doc_id"]
                for kind, share in [("impression", 0.9), ("click", 0.2), ("click", 0.1)]:
                    if rng.random() < share:
                        interactions.append({"query_id": query_id, "doc_id": doc, "type": kind,
                                             "rank": rank, "event_time": TIME})
    return results, judgements, interactions


def log_data(rng, log, qrels):
    results, judgements = [], []
    for line in open(log):
        request = json.loads(line)
        n = len(request["candidates"])
        logits = rng.choice(np.arange(-4000, 4000), n, replace=False) / 500
        candidates = []
        for j, c in enumerate(request["candidates"]):
            logit = np.float32(logits[j])
            score = np.float32(1 / (1 + np.exp(-float(logit))))
            candidates.append({"doc_id": c["doc_id"], "score": float(str(score)),
                               "logit": float(str(logit)), "original_rank": j + 1,
                               "text_chars": len(c["text"])})
        results.append(result(request["query_id"], request["query"], candidates))
    for line in open(qrels):
        fields = line.split()
        judgements.append({"query_id": fields[0], "doc_id": fields[-2], "label": int(fields[-1]),
                           "event_time": TIME})
    return results, judgements, []


class Comparison:
    def __init__(self, args):
        self.args = args
        self.table = Table()
        self.rng = np.random.default_rng(20)
        self.reference = {}

    def ours(self, name, results, judgements=(), interactions=(), baseline=(), lists=()):
        folder = pathlib.Path(self.args.work) / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, records in [("results", results), ("judgements", judgements),
                              ("interactions", interactions), ("baseline", baseline),
                              ("lists", lists)]:
            lines(folder / f"{file}.jsonl", records)
        target = pathlib.Path(self.args.classes)
        classpath = f"{target}/classes:{target}/test-classes:" + open(self.args.classpath).read()
        subprocess.run(["java", "-cp", classpath,
                        "io.riverrank.operators.monitoring.PrintFigures", str(folder)], check=True)
        printed = [json.loads(line) for line in open(folder / "figures.jsonl")]
        return printed[:len(results)], printed[len(results):-1], printed[-1]

    def orders(self, r):
        ranking = [c["doc_id"] for c in r["all_scores"]]
        cs = r["all_scores"]
        if all("original_rank" in c for c in cs):
            engine = sorted(cs, key=lambda c: c["original_rank"])
        else:
            engine = sorted(cs, key=lambda c: (-c["original_score"], c["doc_id"]))
        return ranking, [c["doc_id"] for c in engine]

    def expect(self, data, query_id, figure, value):
        if data == "random":
            self.reference.setdefault(query_id, {})[figure] = float(value)

    def write_fixtures(self, path, results, judgements):
        lines(pathlib.Path(path), [
            {"result": r,
             "judgements": [j for j in judgements if j["query_id"] == r["query_id"]],
             "expected": self.reference.get(r["query_id"], {})} for r in results[:FIXTURES]])

    def agreement(self, data, results, figures):
        for r, ours in zip(results, figures):
            ranking, engine = self.orders(r)
            n = len(ranking)
            if n == 0:
                assert all(ours[f] is None for f in ["rbo", "kendall_tau_b", "self_ndcg@10"])
                continue

            def add(figure, reference, value):
                self.table.add(figure, reference, data, ours[figure] - value)
                self.expect(data, r["query_id"], figure, value)

            # rbo 0.1.3 lets two equal lists of one fall through to 1.0.
            add("rbo", "rbo 0.1.3 `rbo_ext`", rbo.RankingSimilarity(ranking, engine).rbo_ext(p=0.9))
            scores = {c["doc_id"]: float(np.float32(c["score"])) for c in r["all_scores"]}
            add("overlap@10", "numpy", len(set(ranking[:10]) & set(engine[:10])) / min(10, n))
            add("top1_same", "numpy", float(ranking[0] == engine[0]))
            x = [-engine.index(d) for d in ranking]
            y = [scores[d] for d in ranking]
            if n < 2 or len(set(y)) == 1:
                assert ours["kendall_tau_b"] is None and ours["spearman"] is None
            else:
                add("kendall_tau_b", "scipy `kendalltau`", scipy.stats.kendalltau(x, y).statistic)
                add("spearman", "scipy `spearmanr`", scipy.stats.spearmanr(x, y).statistic)
            if n > 1:
                add("self_ndcg@10", "scikit-learn `ndcg_score`", ndcg_score([y], [x], k=10))
                add("footrule", "numpy", np.abs(np.arange(n) + np.array(x)).sum() / (n * n // 2))

    def judged(self, data, results, judgements, figures):
        qrels = {}
        for j in judgements:
            qrels.setdefault(j["query_id"], {})[j["doc_id"]] = j["label"]
        for prefix in ["", "base_"]:
            run = {}
            for r, ours in zip(results, figures):
                ranking, engine = self.orders(r)
                docs = engine if prefix else ranking + sorted(
                    (f["doc_id"] for f in r["failed"]), reverse=True)
                labels = qrels.get(r["query_id"], {})
                counts = docs and any(label >= 1 for label in labels.values())
                assert (ours[prefix + "ndcg@10"] is not None) == bool(counts), r["query_id"]
                if counts:
                    run[r["query_id"]] = {d: float(len(docs) - i) for i, d in enumerate(docs)}
            known = {q: qrels[q] for q in run}
            ours = {f["query_id"]: f for f in figures}
            trec = pytrec_eval.RelevanceEvaluator(
                known, {"ndcg_cut.10", "map", "P.10", "recall.10"}).evaluate(run)
            names = {"ndcg_cut_10": "ndcg@10", "map": "map", "P_10": "p@10", "recall_10": "recall@10"}
            for q in run:
                for theirs, name in names.items():
                    self.table.add(prefix + name, "pytrec_eval-terrier 0.5.11", data,
                                   ours[q][prefix + name] - trec[q][theirs])
                    self.expect(data, q, prefix + name, trec[q][theirs])
            metrics = {"ndcg@10": "ndcg@10", "ndcg_burges@10": "ndcg_exp@10", "mrr@10": "mrr@10",
                       "map": "map", "precision@10": "p@10", "recall@10": "recall@10"}
            ranx_run = Run(run)
            ranx_evaluate(Qrels(known), ranx_run, list(metrics), make_comparable=False)
            for theirs, name in metrics.items():
                for q in run:
                    self.table.add(prefix + name, "ranx 0.3.21", data,
                                   ours[q][prefix + name] - ranx_run.scores[theirs][q])
                    self.expect(data, q, prefix + name, ranx_run.scores[theirs][q])
            for metric in ir_measures.iter_calc(
                    [ir_measures.RR @ 10, ir_measures.Judged @ 10], known, run):
                name = "mrr@10" if "RR" in str(metric.measure) else "judged@10"
                self.table.add(prefix + name, "ir-measures 0.4.3", data,
                               ours[metric.query_id][prefix + name] - metric.value)
                self.expect(data, metric.query_id, prefix + name, metric.value)

    def clicks(self, data, results, interactions, figures, window):
        shown, clicked = {}, {}
        for i in interactions:
            into = shown if i["type"] == "impression" else clicked
            into.setdefault(i["query_id"], {})[i["doc_id"]] = i["rank"]
        for ours in figures:
            q = ours["query_id"]
            if q in shown:
                best = min(clicked.get(q, {"": np.inf}).values())
                self.table.add("click_mrr", "numpy", data, ours["click_mrr"] - 1 / best)
                self.table.add("abandoned", "numpy", data, ours["abandoned"] - float(q not in clicked))
            else:
                assert ours["click_mrr"] is None and ours["abandoned"] is None
        for rank in range(1, 11):
            docs = [(q, d) for q in shown for d, r in shown[q].items() if r == rank]
            hits = sum(d in clicked.get(q, {}) for q, d in docs)
            self.interval(f"ctr@{rank}", data, window, hits, len(docs))

    def interval(self, name, data, window, hits, n):
        figure = window["figures"][name]
        ci = scipy.stats.binomtest(hits, n).proportion_ci(method="wilson")
        for key, value in [("value", hits / n), ("low", ci.low), ("high", ci.high)]:
            self.table.add("0/1, Wilson", "scipy `proportion_ci`", data, figure[key] - value)

    def means(self, data, figures, window):
        for name in figures[0]:
            if name == "query_id":
                continue
            values = np.array([f[name] for f in figures if f[name] is not None])
            figure = window["figures"][name]
            assert figure["n"] == len(values), name
            if len(values) < 2:
                assert "low" not in figure
                continue
            scale = max(1, np.abs(values).max())
            if name in ["top1_same", "low_relevance", "zero_results", "incomplete", "abandoned"]:
                self.interval(name, data, window, int(values.sum()), len(values))
            else:
                low, high = scipy.stats.t.interval(0.95, len(values) - 1, values.mean(),
                                                   scipy.stats.sem(values))
                if np.ptp(values) == 0:
                    low = high = values[0]
                for key, value in [("value", values.mean()), ("low", low), ("high", high)]:
                    self.table.add("means, Student's t", "scipy `t.interval`", data,
                                   (figure[key] - value) / scale)

    def drift(self, data, window_results, baseline_results, window):
        values = {
            "logit": lambda r: [c["logit"] for c in r["all_scores"]],
            "text_chars": lambda r: [c["text_chars"] for c in r["all_scores"]],
            "best_score": lambda r: [c["score"] for c in r["all_scores"][:1]],
            "candidates": lambda r: [r["candidates_received"]],
            "query_chars": lambda r: [len(r["query"])]}
        for name, of in values.items():
            a = np.array([v for r in baseline_results for v in of(r)], dtype=np.float32).astype(float)
            b = np.array([v for r in window_results for v in of(r)], dtype=np.float32).astype(float)
            ours = window["drift"][name]
            assert ours["n"] == len(b) and ours["baseline_n"] == len(a)
            error = ours["rank_error"]
            kind = f"{data}, {'sketch' if error else 'exact'}"
            bound = max(TOLERANCE, error)
            ks = scipy.stats.ks_2samp(a, b, method="asymp")
            self.table.add("ks", "scipy `ks_2samp`", kind, ours["ks"] - ks.statistic, bound)
            n = len(a) * len(b) / (len(a) + len(b))
            self.table.add("ks_p of its D", "scipy `kstwo.sf`", kind,
                           ours["ks_p"] - scipy.stats.kstwo.sf(ours["ks"], np.round(n)))
            if not error:
                self.table.add("ks_p", "scipy `ks_2samp`", kind, ours["ks_p"] - ks.pvalue)
            if a.std() == 0:
                assert ours["w1"] is None and "all equal" in ours["reason"]
            else:
                spread = np.ptp(np.concatenate([a, b])) / a.std()
                self.table.add("w1", "scipy `wasserstein_distance`", kind,
                               ours["w1"] - scipy.stats.wasserstein_distance(a, b) / a.std(),
                               max(TOLERANCE, error * spread))
            edges = np.array(ours["bins"]["edges"])
            counted = np.bincount(np.searchsorted(edges, b, side="left"), minlength=len(edges) + 1)
            self.table.add("bins of the window", "numpy `searchsorted`", data,
                           np.abs(counted - ours["bins"]["window"]).max())
            if not error:
                deciles = np.unique(np.quantile(a, np.arange(1, 10) / 10, method="inverted_cdf"))
                self.table.add("edges", "numpy `inverted_cdf`", kind, np.abs(deciles - edges).max())
            e, w = (np.array(ours["bins"][k]) for k in ["baseline", "window"])
            self.table.add("js", "scipy `jensenshannon`", data, ours["js"] - jensenshannon(e, w, 2))
            if min((e / e.sum()).min(), (w / w.sum()).min()) >= 1e-4:
                category = lambda counts: pd.Series(np.repeat(np.arange(len(counts)), counts))
                psi = psi_stat_test.func(category(e), category(w), ColumnType.Categorical, 0.1)[0]
                self.table.add("psi", "Evidently 0.7.23", data, ours["psi"] - psi)
            for share, value in window["quantiles"][name].items():
                exact = np.quantile(b, float(share), method="inverted_cdf")
                if window["rank_errors"][name] == 0:
                    self.table.add("quantiles", "numpy `inverted_cdf`", kind, value - exact)
                else:
                    rank = ((b < value).mean(), (b <= value).mean())
                    off = max(0, rank[0] - float(share), float(share) - rank[1])
                    self.table.add("rank of quantiles", "numpy", kind, off,
                                   window["rank_errors"][name])

    def run(self):
        results, judgements, interactions = random_data(self.rng, 600)
        pairs = [random_lists(self.rng) for _ in range(300)]
        figures, overlaps, window = self.ours("random", results, judgements, interactions, lists=pairs)
        for (a, b), overlap in zip(pairs, overlaps):
            self.table.add("rbo of any lists", "rbo 0.1.3 `rbo_ext`", "random",
                           overlap - rbo.RankingSimilarity(a, b).rbo_ext(p=0.9))
        self.agreement("random", results, figures)
        self.judged("random", results, judgements, figures)
        self.clicks("random", results, interactions, figures, window)
        self.means("random", figures, window)
        if self.args.fixtures:
            self.write_fixtures(self.args.fixtures, results, judgements)
        for name, n, m, shift in [("small", 6, 8, 0.0), ("medium", 12, 60, 1.0),
                                  ("large", 3000, 9000, 0.2)]:
            window_results = random_data(self.rng, n, shift)[0]
            baseline_results = random_data(self.rng, m)[0]
            _, _, window = self.ours("drift-" + name, window_results, baseline=baseline_results)
            self.drift(name, window_results, baseline_results, window)
        if self.args.log:
            results, judgements, _ = log_data(self.rng, self.args.log, self.args.qrels)
            half = len(results) // 2
            figures, _, _ = self.ours("log", results, judgements)
            self.agreement("log", results, figures)
            self.judged("log", results, judgements, figures)
            _, _, window = self.ours("log-drift", results[half:], baseline=results[:half])
            self.drift("log", results[half:], results[:half], window)
        return self.table.print()


def random_lists(rng):
    pool = rng.permutation(30)
    if rng.random() < 0.2:
        a, b = pool[:rng.integers(1, 15)], pool[15:15 + rng.integers(1, 15)]
    else:
        a, b = pool[:rng.integers(1, 25)], rng.permutation(30)[:rng.integers(1, 25)]
    return [str(x) for x in a], [str(x) for x in b]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--classes", required=True)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--fixtures", help="where to keep some of the random data for the Java test")
    parser.add_argument("--log")
    parser.add_argument("--qrels")
    sys.exit(1 if Comparison(parser.parse_args()).run() else 0)
