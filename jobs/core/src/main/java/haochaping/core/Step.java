package haochaping.core;

import java.util.Locale;

/** What must be done by a certain day. The order is part of stored state: append only. */
public enum Step {
  /** The office that handled the case calls a real-name reviewer back (回访). */
  CALLBACK,
  /** What a bad review that counts complains of is put right (整改). */
  RECTIFICATION,
  /** A paper form is typed in (书面评价上传). */
  PAPER_UPLOAD,
  /** Who did not review on the day of service does so later (补评). */
  SUPPLEMENT;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
