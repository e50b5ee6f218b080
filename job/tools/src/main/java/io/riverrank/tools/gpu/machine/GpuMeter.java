package io.riverrank.tools.gpu.machine;

import io.riverrank.operators.gpu.NvidiaSmi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads a GPU's load and memory five times a second, from its start to {@link #stop}. */
public final class GpuMeter implements AutoCloseable {
  private static final String PERIOD_MS = "200";

  @Nullable private final Process process;
  private final List<int[]> readings = new ArrayList<>();

  /**
   * @param readings how many there were; the rest is 0 without any
   * @param utilisation percent of the time in which a kernel ran, mean of the readings that are not
   *     0
   * @param peakMib memory that all processes held at most
   */
  public record Load(int readings, double utilisation, int peakMib) {}

  private GpuMeter(@Nullable Process process) {
    this.process = process;
  }

  /** Starts reading; without {@code nvidia-smi} there will be no readings. */
  public static GpuMeter start(int gpu) {
    try {
      GpuMeter meter =
          new GpuMeter(
              NvidiaSmi.start(
                  "--id=" + gpu,
                  "--query-gpu=utilization.gpu,memory.used",
                  "--format=csv,noheader,nounits",
                  "--loop-ms=" + PERIOD_MS));
      Thread reader = new Thread(meter::read, "riverrank-gpu-meter");
      reader.setDaemon(true);
      reader.start();
      return meter;
    } catch (IOException e) {
      return new GpuMeter(null);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",\\s*");
        synchronized (readings) {
          readings.add(new int[] {Integer.parseInt(fields[0]), Integer.parseInt(fields[1])});
        }
      }
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // A card that does not count one of the two; what was read before stays.
    }
  }

  /** Ends the reading. */
  public Load stop() {
    close();
    synchronized (readings) {
      int peak = readings.stream().mapToInt(reading -> reading[1]).max().orElse(0);
      // Start and end of what was measured are in the readings, too; idle ones don't count.
      double utilisation =
          readings.stream().mapToInt(r -> r[0]).filter(percent -> percent > 0).average().orElse(0);
      return new Load(readings.size(), utilisation, peak);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
