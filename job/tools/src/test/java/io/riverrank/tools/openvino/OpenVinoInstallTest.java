package io.riverrank.tools.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.openvino.OpenVinoLibrary;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can go wrong when the plugin is fetched; no index is asked. */
class OpenVinoInstallTest {

  @TempDir private Path folder;

  private TestCommandLine install(String... more) {
    String[] arguments = {"openvino", "install", "--to", folder.resolve("to").toString()};
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return TestTools.run(all);
  }

  private void assertRefused(TestCommandLine run, String sentence) {
    assertThat(run.err()).startsWith("riverrank: ").contains(sentence).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.MODEL);
    assertThat(folder.resolve("to")).doesNotExist();
    assertThat(folder).as("nothing is left").isDirectoryNotContaining("glob:**install*");
  }

  private Path script(String text) throws Exception {
    Path script = Files.writeString(folder.resolve("pip.sh"), "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theFolderNamesThePinnedVersion() {
    assertThat(PinnedWheel.read().requirement()).endsWith("==" + OpenVinoLibrary.VERSION);
  }

  @Test
  void withoutPipItSaysHowToGoOn() {
    assertRefused(
        install("--pip", "/no/such/pip"),
        "there is no pip that could fetch OpenVINO (tried: /no/such/pip); install one, name one by --pip, or fetch the wheel elsewhere and name it by --wheel");
  }

  @Test
  void whatPipSaysIsInTheSentence() throws Exception {
    Path pip =
        script(
            "[ \"$1\" = --version ] && exit 0\n"
                + "echo WARNING: Retrying\necho ERROR: Could not find a version\nexit 1\n");
    assertRefused(
        install("--pip", pip.toString()),
        "could not fetch onnxruntime-ep-openvino==1.8.1 (Could not find a version); see whether its index can be reached and has the wheel");
  }

  @Test
  void anotherFileIsRefusedByItsHash() throws Exception {
    Path pip =
        script(
            "[ \"$1\" = --version ] && exit 0\n"
                + "for word; do case $word in --dest=*) echo else > ${word#--dest=}/a.whl ;; esac; done\n");
    assertRefused(install("--pip", pip.toString()), "a.whl is not the wheel of onnxruntime-ep-");
    Path file = Files.writeString(folder.resolve("other.whl"), "else");
    assertRefused(install("--wheel", file.toString()), "its SHA-256 is ");
    assertRefused(
        install("--wheel", folder + "/none.whl"), "none.whl can't be read: there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Linux | aarch64 | true | is for Linux on x86-64, and this is Linux on aarch64",
        "Mac OS X | amd64 | true | is for Linux on x86-64, and this is Mac OS X on amd64",
        "Linux | amd64 | false | needs glibc 2.28 or newer, and this Linux has no /lib64/ld-linux"
      })
  void otherMachinesAreRefused(String system, String processor, boolean glibc, String sentence) {
    assertThatThrownBy(() -> ThisMachine.require(system, processor, glibc))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void onlyWhatACpuNeedsIsUnpacked() throws Exception {
    Path wheel = folder.resolve("some.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      for (String name :
          new String[] {
            OpenVinoLibrary.FILE,
            OpenVinoLibrary.FILE + ".1.8.1",
            "libopenvino.so.2641",
            "libopenvino_intel_cpu_plugin.so",
            "libopenvino_intel_gpu_plugin.so",
            "cache.json",
            "../escaped.so",
            "third-party-programs.txt"
          }) {
        zip.putNextEntry(new ZipEntry("onnxruntime_ep_openvino/" + name));
      }
    }
    Path unpacked = WheelArchive.unpack(wheel, folder.resolve("unpacked"));
    try (var files = Files.list(unpacked)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              OpenVinoLibrary.FILE,
              "libopenvino.so.2641",
              "libopenvino_intel_cpu_plugin.so",
              "third-party-programs.txt");
    }
  }

  @Test
  void aFolderKeepsWhatElseItHas() throws Exception {
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Files.writeString(unpacked.resolve(OpenVinoLibrary.FILE), "new");
    Files.writeString(unpacked.resolve("libopenvino.so.2641"), "new");
    Path to = Files.createDirectory(folder.resolve("lib"));
    Files.writeString(to.resolve(OpenVinoLibrary.FILE), "old");
    Files.writeString(to.resolve("mine"), "mine");

    InstallCommand.place(unpacked, to);

    assertThat(to.resolve("mine")).hasContent("mine");
    assertThat(to.resolve(OpenVinoLibrary.FILE)).hasContent("new");
    assertThat(to.resolve("libopenvino.so.2641")).hasContent("new");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    TestCommandLine run = TestTools.run("openvino", "install", "--to", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.MODEL);
    assertThat(run.err()).contains("name a folder that can be written by --to").hasLineCount(1);
    assertThat(file).hasContent("mine");
  }

  @Test
  void withoutASubcommandItSaysWhich() {
    TestCommandLine run = TestTools.run("openvino");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("openvino install");
  }
}
