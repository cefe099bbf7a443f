package haochaping.operate.replay;

/** Reads a refused record as ingest would read it now, and sends it. */
public interface Reader {
  /**
   * Sends the record to its topic again if it can be read now.
   *
   * @return the code with which it is still refused, or null where it was sent
   */
  String sendAgain(Refused refused);
}
