package haochaping.local;

/** Something the user must know: one line that says what, where and how to mend. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit code for wrong usage. */
  public static final int USAGE = 2;

  /** Exit code for everything else. */
  public static final int FAILED = 1;

  private final int exitCode;

  private Failure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public static Failure usage(String message) {
    return new Failure(USAGE, message, null);
  }

  public static Failure of(String message) {
    return new Failure(FAILED, message, null);
  }

  public static Failure of(String message, Throwable cause) {
    return new Failure(FAILED, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }
}
