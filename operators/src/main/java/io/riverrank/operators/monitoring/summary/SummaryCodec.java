package io.riverrank.operators.monitoring.summary;

import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.drift.RankCounts;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.Reason;
import io.riverrank.schemas.monitoring.Example;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The binary form of summaries: one version byte, then the fields. Enum constants go by name, so
 * that lists of them may grow and be ordered anew.
 */
final class SummaryCodec {

  private static final int VERSION = 1;

  private SummaryCodec() {}

  static byte[] toBytes(WindowSummary summary) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try {
      summary.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static WindowSummary fromBytes(byte[] bytes) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  static void write(
      long queries,
      long shownQueries,
      Map<Figure, Moments> figures,
      Map<Figure, Set<Reason>> reasons,
      Map<Distribution, DistributionSummary> distributions,
      RankCounts ranks,
      TopExamples examples,
      DataOutput out)
      throws IOException {
    out.writeByte(VERSION);
    out.writeLong(queries);
    out.writeLong(shownQueries);
    out.writeInt(figures.size());
    for (Map.Entry<Figure, Moments> figure : figures.entrySet()) {
      out.writeUTF(figure.getKey().name());
      writeMoments(figure.getValue(), out);
    }
    out.writeInt(reasons.size());
    for (Map.Entry<Figure, Set<Reason>> found : reasons.entrySet()) {
      out.writeUTF(found.getKey().name());
      out.writeInt(found.getValue().size());
      for (Reason reason : found.getValue()) {
        out.writeUTF(reason.name());
      }
    }
    out.writeInt(distributions.size());
    for (Map.Entry<Distribution, DistributionSummary> each : distributions.entrySet()) {
      out.writeUTF(each.getKey().name());
      each.getValue().write(out);
    }
    ranks.write(out);
    writeExamples(examples, out);
  }

  static WindowSummary read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "this release reads summaries of version %d, not %d; restore with the release that wrote this state, or a newer one"
              .formatted(VERSION, version));
    }
    long queries = in.readLong();
    long shownQueries = in.readLong();
    Map<Figure, Moments> figures = new EnumMap<>(Figure.class);
    for (int i = in.readInt(); i > 0; i--) {
      figures.put(Figure.valueOf(in.readUTF()), readMoments(in));
    }
    Map<Figure, Set<Reason>> reasons = new EnumMap<>(Figure.class);
    for (int i = in.readInt(); i > 0; i--) {
      Set<Reason> found = EnumSet.noneOf(Reason.class);
      reasons.put(Figure.valueOf(in.readUTF()), found);
      for (int j = in.readInt(); j > 0; j--) {
        found.add(Reason.valueOf(in.readUTF()));
      }
    }
    Map<Distribution, DistributionSummary> distributions = new EnumMap<>(Distribution.class);
    for (int i = in.readInt(); i > 0; i--) {
      distributions.put(Distribution.valueOf(in.readUTF()), DistributionSummary.read(in));
    }
    return new WindowSummary(
        queries,
        shownQueries,
        figures,
        reasons,
        distributions,
        RankCounts.read(in),
        readExamples(in));
  }

  static void writeMoments(Moments moments, DataOutput out) throws IOException {
    out.writeLong(moments.n());
    out.writeDouble(moments.mean());
    out.writeDouble(moments.squares());
  }

  static Moments readMoments(DataInput in) throws IOException {
    return new Moments(in.readLong(), in.readDouble(), in.readDouble());
  }

  private static void writeExamples(TopExamples examples, DataOutput out) throws IOException {
    List<Example> list = examples.list();
    out.writeInt(examples.limit());
    out.writeInt(list.size());
    for (Example example : list) {
      writeText(example.queryId(), out);
      writeText(example.query(), out);
      out.writeDouble(example.rbo());
      writeTexts(example.before(), out);
      writeTexts(example.after(), out);
    }
  }

  private static TopExamples readExamples(DataInput in) throws IOException {
    TopExamples examples = new TopExamples(in.readInt());
    for (int i = in.readInt(); i > 0; i--) {
      examples.add(
          new Example(readText(in), readText(in), in.readDouble(), readTexts(in), readTexts(in)));
    }
    return examples;
  }

  private static void writeTexts(List<String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(text, out);
    }
  }

  private static List<String> readTexts(DataInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      texts.add(readText(in));
    }
    return texts;
  }

  /** {@code writeUTF} takes no more than 65,535 bytes. */
  private static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
