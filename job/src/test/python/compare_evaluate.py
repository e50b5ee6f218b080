"""Compares the figures of `riverrank evaluate` with those of the libraries that define them.

    python compare_evaluate.py --riverrank ./riverrank --work DIR \
        [--pairs labelled.tsv …] [--log requests.jsonl --qrels judgements.qrels] [--fixtures DIR]

Prints a table of the largest difference by library and data. The libraries get the scores that
Riverrank's model gave, so that the table is about figures and not about models. Random data with
ties is always compared; --fixtures keeps it, with the libraries' figures, for the Java tests.
"""

import argparse
import csv
import json
import pathlib
import subprocess

import numpy as np
import pytrec_eval
import scipy.stats
from ranx import Qrels, Run, evaluate as ranx_evaluate
from sentence_transformers.cross_encoder.evaluation import (
    CrossEncoderCorrelationEvaluator,
    CrossEncoderRerankingEvaluator,
)

CUTOFFS = [1, 5, 10]

class GivenScores:
    """A model that predicts what it was given."""

    model_card_data = None

    def __init__(self, scores):
        self.scores = np.asarray(scores, dtype=np.float32)

    def predict(self, pairs, **_):
        assert len(pairs) == len(self.scores)
        return self.scores


class Comparison:
    def __init__(self, args):
        self.args = args
        self.work = pathlib.Path(args.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.rows = []
        self.reference = {}

    def riverrank(self, *arguments):
        subprocess.run([self.args.riverrank, *map(str, arguments)], check=True,
                       stdout=subprocess.DEVNULL)

    def evaluate(self, name, *arguments):
        out = self.work / f"{name}.json"
        self.riverrank("evaluate", *arguments, "--json", out, "--bootstrap", 0)
        return json.loads(out.read_text())

    def add(self, library, data, ours, theirs):
        worst = max(abs(ours[key] - value) for key, value in theirs.items())
        self.rows.append((library, data, ", ".join(theirs), worst))
        self.reference[f"{library}/{data}"] = {key: float(value) for key, value in theirs.items()}

    def pairs(self, file, *score):
        name = pathlib.Path(file).name
        cases = self.work / f"{name}.cases.tsv"
        ours = self.evaluate(name, "--input", file, "--per-query", cases, *score)
        rows = list(csv.DictReader(open(cases), delimiter="\t"))
        labels = [float(row["label"]) for row in rows]
        scores = [float(row["score"]) for row in rows]
        self.add("scipy", name, ours, {
            "pearson": scipy.stats.pearsonr(labels, scores)[0],
            "spearman": scipy.stats.spearmanr(labels, scores)[0]})
        evaluator = CrossEncoderCorrelationEvaluator([["", ""]] * len(rows), labels, write_csv=False)
        evaluator.store_metrics_in_model_card_data = lambda *_: None
        self.add("CrossEncoderCorrelationEvaluator", name, ours, evaluator(GivenScores(scores)))

    def reranking(self, data, ours, samples, scores):
        evaluator = CrossEncoderRerankingEvaluator(
            samples, always_rerank_positives=False, write_csv=False)
        evaluator.store_metrics_in_model_card_data = lambda *_: None
        # numpy's default sort orders ties differently on each processor; take the stable one, which
        # is what it does up to 16 values without vector instructions.
        argsort = np.argsort
        np.argsort = lambda values, axis=-1, **_: argsort(values, axis=axis, kind="stable")
        try:
            theirs = evaluator(GivenScores(scores))
        finally:
            np.argsort = argsort
        self.add("CrossEncoderRerankingEvaluator", data, ours, theirs)

    def run(self, data, run_file, qrels_file):
        qrels, run = read_qrels(qrels_file), read_run(run_file)
        ours = self.evaluate(f"{data}-trec", "--run", run_file, "--qrels", qrels_file,
                             "--protocol", "trec_eval")
        measures = {"map": "map", "mrr": "recip_rank"}
        for k in CUTOFFS:
            measures |= {f"ndcg@{k}": f"ndcg_cut_{k}", f"p@{k}": f"P_{k}", f"recall@{k}": f"recall_{k}"}
        wanted = {"map", "recip_rank"} | {
            m + ".1,5,10" for m in ("ndcg_cut", "P", "recall")}
        results = pytrec_eval.RelevanceEvaluator(qrels, wanted).evaluate(run)
        self.add("trec_eval", data, ours, {
            name: np.mean([query[measure] for query in results.values()])
            for name, measure in measures.items()})

        ours = self.evaluate(f"{data}-ranx", "--run", run_file, "--qrels", qrels_file,
                             "--protocol", "ranx")
        names = {"map": "map", "mrr": "mrr"}
        for k in CUTOFFS:
            names |= {f"ndcg@{k}": f"ndcg@{k}", f"ndcg_exp@{k}": f"ndcg_burges@{k}",
                      f"p@{k}": f"precision@{k}", f"recall@{k}": f"recall@{k}"}
        theirs = ranx_evaluate(Qrels(qrels), Run(run), list(names.values()), make_comparable=True)
        self.add("ranx", data, ours, {name: theirs[metric] for name, metric in names.items()})

    def log(self, file, qrels_file):
        events = [json.loads(line) for line in open(file)]
        pairs, out = self.work / "pairs.jsonl", self.work / "scores.jsonl"
        with open(pairs, "w") as writer:
            for event in events:
                for candidate in event["candidates"]:
                    writer.write(json.dumps(
                        {"query": event["query"], "document": candidate["text"]}) + "\n")
        self.riverrank("score", "--input", pairs, "--output", out)
        scores = [json.loads(line)["score"] for line in open(out) if line.strip()]
        qrels = read_qrels(qrels_file)
        samples, run, next_score = [], [], iter(scores)
        for event in events:
            judged = qrels.get(event["query_id"], {})
            candidates = sorted(event["candidates"], key=lambda c: c["original_rank"])
            assert candidates == event["candidates"]
            documents = [c["doc_id"] for c in candidates]
            samples.append({"query": "", "documents": documents,
                            "positive": [d for d in documents if judged.get(d, 0) >= 1]})
            run += [(event["query_id"], d, next(next_score)) for d in documents]
        relevant = [[d in s["positive"] for d in s["documents"]] for s in samples]
        kept = [score for score, s in zip(np.array_split(scores, np.cumsum(
            [len(s["documents"]) for s in samples])[:-1]), relevant) if any(s)]
        data = pathlib.Path(file).name
        ours = self.evaluate("log", "--input", file, "--qrels", qrels_file)
        self.reranking(data, ours, samples, np.concatenate(kept))
        run_file = self.work / "log.run"
        write_run(run_file, run)
        self.run(data, run_file, qrels_file)

    def ties(self):
        folder = pathlib.Path(self.args.fixtures or self.work)
        folder.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(7)
        with open(folder / "ties-pairs.csv", "w") as writer:
            writer.write("query,document,label,score\n")
            for i in range(300):
                label = random.integers(0, 6) / 5
                score = np.round(np.clip(label + random.normal(0, 0.3), 0, 1) * 8) / 8
                writer.write(f"query {i % 40},document {i},{label},{score}\n")
        self.pairs(folder / "ties-pairs.csv", "--score-column", "score")

        samples, scores, run, qrels = [], [], [], []
        with open(folder / "ties-results.jsonl", "w") as writer:
            for q in range(40):
                # At most 15 documents: beyond, ranx's own sort leaves the order of ties open.
                count = int(random.integers(2, 16))
                values = random.integers(0, 5, count) / 4
                grades = random.choice([-1, 0, 0, 0, 1, 2, 3], count)
                results, documents = [], [f"d{j}" for j in random.permutation(count)]
                for j in range(count):
                    results.append({"doc_id": documents[j], "rank": j + 1, "score": values[j],
                                    "logit": 0.0, "original_rank": j + 1,
                                    "label": float(grades[j]), "truncated": False})
                    run.append((f"q{q}", documents[j], values[j]))
                    qrels.append((f"q{q}", documents[j], grades[j]))
                qrels.append((f"q{q}", "not-found", int(random.integers(0, 3))))
                writer.write(json.dumps({
                    "query_id": f"q{q}", "query": f"query {q}",
                    "event_time": "2026-03-01T12:00:00Z", "complete": True,
                    "candidates_received": count, "candidates_expected": count, "superseded": 0,
                    "model": {"name": "random", "fingerprint": "sha256:0", "precision": "fp32"},
                    "results": results, "failed": [], "scored_at": "2026-03-01T12:00:00Z"}) + "\n")
                positive = [d for d, grade in zip(documents, grades) if grade >= 1]
                samples.append({"query": "", "documents": documents, "positive": positive})
                if positive:
                    scores += list(values)
        run += [("not-judged", "d1", 1.0)]
        qrels += [("not-run", "d1", 1)]
        write_run(folder / "ties.run", run)
        with open(folder / "ties.qrels", "w") as writer:
            writer.writelines(f"{q} 0 {d} {grade}\n" for q, d, grade in qrels)
        ours = self.evaluate("ties", "--input", folder / "ties-results.jsonl")
        self.reranking("ties-results.jsonl", ours, samples, scores)
        self.run("ties.run", folder / "ties.run", folder / "ties.qrels")
        if self.args.fixtures:
            ties = {key: value for key, value in self.reference.items() if "/ties" in key}
            (folder / "reference.json").write_text(json.dumps(ties, indent=1) + "\n")


def read_qrels(file):
    qrels = {}
    for line in open(file):
        query, _, document, grade = line.split()
        qrels.setdefault(query, {})[document] = int(grade)
    return qrels


def read_run(file):
    run = {}
    for line in open(file):
        query, _, document, _, score, _ = line.split()
        run.setdefault(query, {})[document] = float(score)
    return run


def write_run(file, lines):
    with open(file, "w") as writer:
        writer.writelines(f"{q} Q0 {d} 0 {float(score)!r} run\n" for q, d, score in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--riverrank", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--pairs", nargs="*", default=[])
    parser.add_argument("--log")
    parser.add_argument("--qrels")
    parser.add_argument("--fixtures")
    args = parser.parse_args()
    comparison = Comparison(args)
    comparison.ties()
    for file in args.pairs:
        comparison.pairs(file)
    if args.log:
        comparison.log(args.log, args.qrels)
    print("| library | data | figures | max difference |\n| --- | --- | --- | ---: |")
    for library, data, names, worst in comparison.rows:
        print(f"| {library} | {data} | {names} | {worst:.1e} |")
    assert all(row[3] <= 1e-6 for row in comparison.rows)


if __name__ == "__main__":
    main()
