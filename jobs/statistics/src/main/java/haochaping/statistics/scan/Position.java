package haochaping.statistics.scan;

/**
 * Where a district is.
 *
 * @param district its code
 * @param longitude degrees east, in [-180, 180]
 * @param latitude degrees north, in [-90, 90]
 */
public record Position(String district, double longitude, double latitude) {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  /**
   * @throws IllegalArgumentException if {@code longitude} or {@code latitude} is out of range
   */
  public Position {
    if (!(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          "longitude = " + longitude + ": must be in [-180, 180], of " + district);
    }
    if (!(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException(
          "latitude = " + latitude + ": must be in [-90, 90], of " + district);
    }
  }

  /** Great-circle distance in km on the mean sphere (haversine formula). */
  public double distance(Position other) {
    double north = Math.toRadians(latitude);
    double otherNorth = Math.toRadians(other.latitude);
    double across = Math.sin((otherNorth - north) / 2);
    double along = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
    double haversine = across * across + Math.cos(north) * Math.cos(otherNorth) * along * along;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }
}
