package haochaping.local.bench;

import java.time.Duration;

/** User and system time of processes. */
final class Cpu {
  private Cpu() {}

  /** Of a process since its start; its ended children are not in it. */
  static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Of a process and its living children. */
  static Duration ofTree(ProcessHandle process) {
    return process.descendants().map(Cpu::of).reduce(of(process), Duration::plus);
  }
}
