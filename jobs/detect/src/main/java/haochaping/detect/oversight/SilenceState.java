package haochaping.detect.oversight;

import haochaping.core.Channel;
import haochaping.detect.evidence.Telling;
import java.util.TreeMap;

/** What the watch of sources keeps. */
public final class SilenceState {
  /** A source and its channels. */
  public static final class Source {
    /** Of all its channels, or null before anything was counted. */
    public DayCounts all;

    /** By ordinal of the channel, null where nothing ever came. */
    public final DayCounts[] channels = new DayCounts[Channel.values().length];
  }

  /** By {@code dataSource}. */
  public final TreeMap<String, Source> sources = new TreeMap<>();

  public final Telling<Void> telling = new Telling<>();
}
