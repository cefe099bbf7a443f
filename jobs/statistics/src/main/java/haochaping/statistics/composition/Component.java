package haochaping.statistics.composition;

/** What of a tile is compared with the past. The order is that of the specification. */
public enum Component {
  /** Unusually many reviews: of the services given, or of days like this one. */
  VOLUME,
  /** An unusual share of the side's levels among all reviews. */
  SIDE_SHARE,
  /** Reviewers not seen for a year. */
  NEW_IDENTITIES,
  /** Reviews beyond the first from a device, address or telephone. */
  REPEATED_ORIGINS,
  /** Texts much like another of the last 30 days. */
  NEAR_DUPLICATES,
  /** Many reviews equally long after the service. */
  LAG_SPIKE,
  /** Reviews in steps more regular than chance makes them. */
  REGULARITY,
  /** One combination of level and tags without a text. */
  TEMPLATE
}
