"""Compares the figures of `riverrank evaluate` with those of the libraries that define them.

    python compare_evaluate.py --riverrank ./riverrank --work DIR [--skip-scoring] \
        [--pairs labelled.tsv …] [--log requests.jsonl --qrels judgements.qrels] [--fixtures DIR]

Prints a table of the largest difference by library and data. The libraries get the scores that
Riverrank's model gave, so that the table is about figures and not about models; no pair is scored
twice, and --skip-scoring takes the scores that an earlier run left in DIR. Random data with ties is
always compared; --fixtures keeps it, with the libraries' figures, for the Java tests.
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
SAMPLES = 10


class GivenScores:
    """A model that predicts what it was given."""

    model_card_data = None

    def __init__(self, scores):
        self.scores = scores

    def predict(self, pairs, **_):
        if isinstance(self.scores, dict):
            return np.asarray([self.scores[tuple(pair)] for pair in pairs], dtype=np.float32)
        assert len(pairs) == len(self.scores)
        return np.asarray(self.scores, dtype=np.float32)


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

    def scored(self, file):
        return self.args.skip_scoring and file.exists()

    def add(self, library, data, ours, theirs):
        worst = max(abs(ours[key] - value) for key, value in theirs.items())
        self.rows.append((library, data, ", ".join(theirs), worst))
        self.reference[f"{library}/{data}"] = {key: float(value) for key, value in theirs.items()}

    def pairs(self, file, *score):
        name = pathlib.Path(file).name
        cases = self.work / f"{name}.cases.tsv"
        if not score and self.scored(cases):
            ours = self.evaluate(name, "--input", cases, "--score-column", "score",
                                 "--query-column", "pair", "--document-column", "pair")
        else:
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

    def reranking(self, data, ours, samples, scores, always_rerank_positives=False):
        evaluator = CrossEncoderRerankingEvaluator(
            samples, always_rerank_positives=always_rerank_positives, write_csv=False)
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
        qrels, data = read_qrels(qrels_file), pathlib.Path(file).name
        scores = iter(self.scores([(event["query"], candidate["text"])
                                   for event in events for candidate in event["candidates"]],
                                  self.work / f"{data}.scores.jsonl"))
        samples, kept, run = [], [], []
        results_file, run_file = self.work / f"{data}.results.jsonl", self.work / f"{data}.run"
        with open(results_file, "w") as writer:
            for event in events:
                candidates = event["candidates"]
                assert [c["original_rank"] for c in candidates] == [*range(1, len(candidates) + 1)]
                judged = qrels.get(event["query_id"], {})
                documents = [c["doc_id"] for c in candidates]
                positive = [d for d in documents if judged.get(d, 0) >= 1]
                values = [next(scores) for _ in documents]
                samples.append({"query": "", "documents": documents, "positive": positive})
                kept += values if positive else []
                run += [(event["query_id"], *pair) for pair in zip(documents, values)]
                writer.write(json.dumps(result(event["query_id"], documents, values)) + "\n")
        ours = self.evaluate(data, "--input", results_file, "--qrels", qrels_file)
        self.reranking(data, ours, samples, kept)
        write_run(run_file, run)
        self.run(data, run_file, qrels_file)
        self.samples(events[:SAMPLES], qrels)

    def samples(self, events, qrels):
        """Texts with positives that were not found, ranked all the same or not."""
        samples, file = [], self.work / "samples.jsonl"
        for i, event in enumerate(events):
            judged = qrels.get(event["query_id"], {})
            texts = {c["doc_id"]: c["text"] for c in event["candidates"]}
            positive = [text for d, text in texts.items() if judged.get(d, 0) >= 1]
            not_found = events[i - 1]["candidates"][0]["text"]
            samples.append({"query": event["query"], "documents": list(texts.values()),
                            "positive": positive + [not_found]})
        file.write_text("".join(json.dumps(sample) + "\n" for sample in samples))
        pairs = [(s["query"], text) for s in samples for text in s["documents"] + s["positive"][-1:]]
        scores = dict(zip(pairs, self.scores(pairs, self.work / "samples.scores.jsonl")))
        for flag, always in (("--always-rerank-positives", True),
                             ("--no-always-rerank-positives", False)):
            ours = self.evaluate(f"samples{flag}", "--input", file, flag)
            self.reranking(f"samples {flag}", ours, samples, scores, always)

    def scores(self, pairs, out):
        if not self.scored(out):
            file = self.work / "pairs.jsonl"
            with open(file, "w") as writer:
                writer.writelines(json.dumps({"query": query, "document": document}) + "\n"
                                  for query, document in pairs)
            self.riverrank("score", "--input", file, "--output", out)
        return [json.loads(line)["score"] for line in open(out)]

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
                documents = [f"d{j}" for j in random.permutation(count)]
                for j in range(count):
                    run.append((f"q{q}", documents[j], values[j]))
                    qrels.append((f"q{q}", documents[j], grades[j]))
                qrels.append((f"q{q}", "not-found", int(random.integers(0, 3))))
                writer.write(json.dumps(result(f"q{q}", documents, values, grades)) + "\n")
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


def result(query_id, documents, scores, labels=None):
    """As Riverrank writes it, in the order before reranking."""
    ranked = []
    for place, (document, score) in enumerate(zip(documents, scores)):
        ranked.append({"doc_id": document, "rank": place + 1, "score": float(score), "logit": 0.0,
                       "original_rank": place + 1, "truncated": False})
        if labels is not None:
            ranked[-1]["label"] = float(labels[place])
    return {"query_id": query_id, "query": f"query {query_id}", "event_time": "2026-03-01T12:00:00Z",
            "complete": True, "candidates_received": len(ranked),
            "candidates_expected": len(ranked), "superseded": 0,
            "model": {"name": "random", "fingerprint": "sha256:0", "precision": "fp32"},
            "results": ranked, "failed": [], "scored_at": "2026-03-01T12:00:00Z"}


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
    parser.add_argument("--skip-scoring", action="store_true")
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
