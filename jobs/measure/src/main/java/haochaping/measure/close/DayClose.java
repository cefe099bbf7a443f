package haochaping.measure.close;

import haochaping.core.Dimension;
import haochaping.platform.StatisticsProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The close of one day: gets the counts of all keys in the ranking window, says how each class of
 * siblings varies, what that tells of each of them, and who is worse.
 *
 * <p>The same counts give the same judgement, to the last digit, in whatever order they are added.
 */
public final class DayClose {
  private final StatisticsProfile profile;
  private final LocalDate day;
  private final Map<Dimension, List<Sibling>> siblings = new EnumMap<>(Dimension.class);
  private final MatterMix mix = new MatterMix();
  private final Map<Dimension, Fits> wholes = new EnumMap<>(Dimension.class);
  private Sibling city = new Sibling("", 0, 0, 0, 0);

  /**
   * @param day the closed day, in days since the epoch
   */
  public DayClose(StatisticsProfile profile, int day) {
    this.profile = profile;
    this.day = LocalDate.ofEpochDay(day);
    StatisticsProfile.RANKED.forEach(dimension -> siblings.put(dimension, new ArrayList<>()));
  }

  /**
   * Takes the counts of a key in the ranking window, each key once. A key without any is no
   * sibling.
   *
   * @param reviews counted reviews without defaults, at least 0
   * @param defaults counted default reviews, at least 0
   * @param adopted adopted reviews, at least 0
   * @param badAdopted those of levels 1 and 2, in [0, {@code adopted}]
   */
  public void add(
      Dimension dimension, String key, int reviews, int defaults, int adopted, int badAdopted) {
    switch (dimension) {
      case CITY -> city = new Sibling(key, reviews, defaults, adopted, badAdopted);
      case DISTRICT, DEPARTMENT, MATTER, STAFF -> {
        if (reviews + defaults > 0 && Posteriors.isSibling(dimension, key)) {
          siblings.get(dimension).add(new Sibling(key, reviews, defaults, adopted, badAdopted));
        }
      }
      case DEPARTMENT_MATTER -> {
        if (adopted > 0) {
          mix.addDepartment(key, adopted);
        }
      }
      case CHANNEL -> {}
    }
  }

  /**
   * Takes of which matter a district's or a member of staff's reviews were; of departments {@link
   * #add} is told.
   *
   * @param adopted adopted reviews of the key in the matter, in the ranking window
   */
  public void addMatter(Dimension dimension, String key, String matter, int adopted) {
    if (adopted > 0) {
      mix.add(dimension, key, matter, adopted);
    }
  }

  /** What the counts say; nothing where the city has no adopted review to judge by. */
  public Optional<Judgement> judge() {
    if (city.adopted <= 0) {
      return Optional.empty();
    }
    siblings.values().forEach(list -> list.sort(Comparator.comparing(sibling -> sibling.key)));
    mix.expect(city.rate(), siblings);
    city.expected = city.badAdopted;

    List<FittedClass> classes = new ArrayList<>();
    Map<Dimension, Priors.Split> splits = new EnumMap<>(Dimension.class);
    for (Dimension dimension : StatisticsProfile.RANKED) {
      splits.put(
          dimension,
          switch (profile.peerClasses().get(dimension)) {
            case ONE -> oneClass(dimension, classes);
            case BY_VOLUME -> twoClasses(dimension, classes);
          });
    }
    Priors priors = new Priors(version(), splits);
    Posteriors posteriors = new Posteriors(priors, profile);
    List<ClassRanking> rankings = new ArrayList<>();
    for (FittedClass fitted : classes) {
      if (!fitted.members().isEmpty()) {
        rankings.add(ClassRanking.of(fitted, posteriors, profile, day));
      }
    }
    return Optional.of(new Judgement(priors, posteriors, rankings));
  }

  private int version() {
    return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
  }

  private Priors.Split oneClass(Dimension dimension, List<FittedClass> classes) {
    Fits fits = whole(dimension);
    classes.add(
        new FittedClass(new PeerClass(dimension, PeerClass.ALL), siblings.get(dimension), fits));
    return new Priors.Split(0, fits.rates().prior(), fits.rates().prior());
  }

  private Priors.Split twoClasses(Dimension dimension, List<FittedClass> classes) {
    List<Sibling> all = siblings.get(dimension);
    int[] volumes = all.stream().mapToInt(sibling -> sibling.volume).sorted().toArray();
    int median = volumes.length == 0 ? 0 : volumes[volumes.length / 2];
    FittedClass larger = fitted(dimension, PeerClass.LARGER, sibling -> sibling.volume >= median);
    FittedClass smaller = fitted(dimension, PeerClass.SMALLER, sibling -> sibling.volume < median);
    classes.add(larger);
    classes.add(smaller);
    return new Priors.Split(median, larger.fits().rates().prior(), smaller.fits().rates().prior());
  }

  private FittedClass fitted(Dimension dimension, String word, Predicate<Sibling> belongs) {
    List<Sibling> members = siblings.get(dimension).stream().filter(belongs).toList();
    return new FittedClass(
        new PeerClass(dimension, word),
        members,
        Fits.areFew(members) ? parents(dimension) : Fits.of(members));
  }

  /** How the keys of a dimension vary as one class, or the dimension above where they are few. */
  private Fits whole(Dimension dimension) {
    Fits fits = wholes.get(dimension);
    if (fits == null) {
      List<Sibling> all = siblings.get(dimension);
      fits = Fits.areFew(all) ? parents(dimension) : Fits.of(all);
      wholes.put(dimension, fits);
    }
    return fits;
  }

  private Fits parents(Dimension dimension) {
    return switch (dimension) {
      case STAFF -> whole(Dimension.DEPARTMENT);
      case DEPARTMENT -> whole(Dimension.DISTRICT);
      case DISTRICT, MATTER -> Fits.of(List.of(city));
      case CITY, DEPARTMENT_MATTER, CHANNEL ->
          throw new IllegalArgumentException(dimension + " has no siblings");
    };
  }
}
