package haochaping.ingest.decode;

import haochaping.ingest.Intake;
import haochaping.ingest.Rejection;
import haochaping.platform.ErrorCode;
import haochaping.platform.RawRecord;

/** Makes rejections: without an identity in words, with the record encrypted. */
final class Refusals {
  private static final int LONGEST_SOURCE = 64;

  private final Tokeniser tokeniser;

  Refusals(Tokeniser tokeniser) {
    this.tokeniser = tokeniser;
  }

  /**
   * @param source the upstream as far as it was read, or null
   * @param detail what is wrong, without any identity
   */
  Intake of(RawRecord raw, String source, ErrorCode code, String detail) {
    String name =
        source == null
            ? Rejection.UNKNOWN_SOURCE
            : source.length() > LONGEST_SOURCE ? source.substring(0, LONGEST_SOURCE) : source;
    byte[] payload = tokeniser.encrypt(raw.value() == null ? new byte[0] : raw.value());
    return Intake.of(new Rejection(raw.position(), TextMask.mask(name), code, detail, payload));
  }
}
