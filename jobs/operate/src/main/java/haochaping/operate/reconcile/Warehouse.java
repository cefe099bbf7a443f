package haochaping.operate.reconcile;

/** The files of the tables. */
@FunctionalInterface
public interface Warehouse {
  /** Length of a file in bytes, or -1 where there is none. */
  long length(String path);
}
