package io.riverrank.operators.monitoring.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.datasketches.kll.KllFloatsSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantilescommon.FloatsSortedView;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * Finite values as a mergeable sketch of their distribution (KLL: Karnin, Lang, Liberty, "Optimal
 * Quantile Approximation in Streams", FOCS 2016, by Apache DataSketches), which takes a few bytes
 * while few values came. Values are single precision, as the model's are.
 *
 * <p>KLL compacts at random: two sketches of more than {@code size} values agree within the rank
 * error only. Not thread safe.
 */
public final class ValueSketch {

  private static final int FIRST_CAPACITY = 4;

  /** The largest k makes sketches of less than 1 MiB. */
  private static final int MAX_BYTES = 1 << 20;

  private final int size;
  private float[] few = new float[0];
  private int fewCount;

  /** Null while the values fit into {@link #few}. */
  @Nullable private KllFloatsSketch many;

  /**
   * @param size KLL's k: values that are kept exactly; the rank error is about 2.3 / k^0.9
   */
  public ValueSketch(int size) {
    this.size = size;
  }

  public void add(float value) {
    if (many == null && fewCount == size / 2) {
      many = toKll();
      few = new float[0];
      fewCount = 0;
    }
    if (many != null) {
      many.update(value);
      return;
    }
    if (fewCount == few.length) {
      few = Arrays.copyOf(few, Math.min(size / 2, Math.max(FIRST_CAPACITY, 2 * few.length)));
    }
    few[fewCount++] = value;
  }

  /** Adds the values of another sketch, which stays as it is. */
  public void merge(ValueSketch other) {
    if (other.many == null) {
      for (int i = 0; i < other.fewCount; i++) {
        add(other.few[i]);
      }
      return;
    }
    if (many == null) {
      many = toKll();
      few = new float[0];
      fewCount = 0;
    }
    many.merge(other.many);
  }

  /** How many values came. */
  public long n() {
    return many == null ? fewCount : many.getN();
  }

  /** How far a rank may be off, as a share of the values, with 99 % confidence; 0 if exact. */
  public double rankError() {
    return many == null || !many.isEstimationMode() ? 0 : many.getNormalizedRankError(false);
  }

  /**
   * The smallest value that at least this share of the values doesn't exceed.
   *
   * @throws IllegalStateException if there are no values
   */
  public float quantile(double share) {
    if (n() == 0) {
      throw new IllegalStateException("no values have no quantiles");
    }
    return kll().getQuantile(share, QuantileSearchCriteria.INCLUSIVE);
  }

  /** The values, or what stands for them, ascending, and how many each stands for. */
  FloatsSortedView sorted() {
    return kll().getSortedView();
  }

  /** The same as the library's; where there are few values, a copy. */
  KllFloatsSketch kll() {
    return many == null ? toKll() : many;
  }

  private KllFloatsSketch toKll() {
    KllFloatsSketch sketch = KllFloatsSketch.newHeapInstance(size);
    for (int i = 0; i < fewCount; i++) {
      sketch.update(few[i]);
    }
    return sketch;
  }

  /** Few values as they are, many in the library's own form, which tells its version. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(size);
    out.writeInt(many == null ? fewCount : -1);
    if (many == null) {
      for (int i = 0; i < fewCount; i++) {
        out.writeFloat(few[i]);
      }
      return;
    }
    byte[] bytes = many.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * @throws IOException if the bytes are no sketch
   */
  public static ValueSketch read(DataInput in) throws IOException {
    int size = in.readInt();
    int count = in.readInt();
    if (size < 2 || count > size / 2) {
      throw new IOException("a sketch of size " + size + " can't list " + count + " values");
    }
    ValueSketch sketch = new ValueSketch(size);
    for (int i = 0; i < count; i++) {
      sketch.add(in.readFloat());
    }
    if (count < 0) {
      sketch.many = readMany(in);
    }
    return sketch;
  }

  private static KllFloatsSketch readMany(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a sketch can't have " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    try {
      return KllFloatsSketch.heapify(Memory.wrap(bytes));
    } catch (RuntimeException e) {
      // The library trusts most of what it reads, so damage may end in any exception.
      throw new IOException("the bytes are no sketch", e);
    }
  }
}
