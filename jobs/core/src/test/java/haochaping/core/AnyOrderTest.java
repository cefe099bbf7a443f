package haochaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import haochaping.core.Given.Told;
import haochaping.core.Handling.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Meaning 8: whatever the order and the repeats of a project's records, what is held true at the
 * end is the same. It is compared with {@link Truth}, which reads the whole set of records at once,
 * as the feed's text says, and knows no order at all.
 */
class AnyOrderTest {
  private static final String[] STAGES = {"1", "2", "10"};

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void endsWithTheTruthInAnyOrderAndWithRepeats(@ForAll long seed) {
    Random random = new Random(seed);
    List<FeedRecord> records = records(random);
    List<FeedRecord> sent = new ArrayList<>(records);
    for (FeedRecord record : records) {
      if (random.nextInt(3) == 0) {
        sent.add(record);
      }
    }
    Collections.shuffle(sent, random);

    Told live = new Told();
    sent.forEach(live::tell);
    Told held = new Told(true);
    sent.forEach(held::tell);
    held.project.releaseAll(held.changes::add);

    Map<String, ReviewImage> truth = new Truth(records).images();
    assertThat(addUp(live.changes)).as("live, %s", sent).isEqualTo(truth);
    assertThat(addUp(held.changes)).as("held back, %s", sent).isEqualTo(truth);
  }

  /** The images that stay when every change takes its before away and adds its after. */
  private static Map<String, ReviewImage> addUp(List<ReviewChange> changes) {
    Map<ReviewImage, Integer> sum = new HashMap<>();
    Map<String, Integer> revisions = new HashMap<>();
    for (ReviewChange change : changes) {
      if (change.before() != null) {
        sum.merge(change.before(), -1, Integer::sum);
      }
      sum.merge(change.after(), 1, Integer::sum);
      int revision = revisions.merge(change.after().reviewId(), 1, Integer::sum);
      assertThat(change.revision()).isEqualTo(revision);
    }
    Map<String, ReviewImage> images = new TreeMap<>();
    sum.forEach(
        (image, n) -> {
          assertThat(n).as("times that %s is left", image).isBetween(0, 1);
          if (n == 1) {
            assertThat(images.put(image.reviewId(), image)).isNull();
          }
        });
    return images;
  }

  private static List<FeedRecord> records(Random random) {
    List<FeedRecord> records = new ArrayList<>();
    // Distinct update times; one version of an identity at most has none.
    List<Long> times = new ArrayList<>();
    for (long time = 1; time <= 40; time++) {
      times.add(time);
    }
    Collections.shuffle(times, random);
    int next = 0;
    for (String number : STAGES) {
      int versions = random.nextInt(3);
      for (int i = 0; i < versions; i++) {
        records.add(
            Given.stage(number)
                .update(i == 0 && random.nextBoolean() ? Versioned.NO_TIME : times.get(next++))
                .department("D" + random.nextInt(2))
                .matter("M" + random.nextInt(2))
                .staff(random.nextBoolean() ? null : "S" + random.nextInt(2))
                .service(1000L + random.nextInt(3))
                .handling(random.nextInt(3))
                .status(random.nextInt(4))
                .sent());
      }
    }
    for (String number : new String[] {"1", "10", "9"}) {
      for (int round = 1; round <= 2; round++) {
        int versions = random.nextInt(3);
        for (int i = 0; i < versions; i++) {
          Given.ReviewSent review =
              Given.review(number)
                  .round(round)
                  .update(i == 0 && random.nextBoolean() ? Versioned.NO_TIME : times.get(next++))
                  .event(1000L + random.nextInt(3))
                  .level(1 + random.nextInt(5));
          if (random.nextInt(4) == 0) {
            review.withdrawn();
          }
          if (random.nextInt(4) == 0) {
            review.byDefault();
          }
          if (random.nextBoolean()) {
            review.own("37048" + random.nextInt(2) + "000000", "D" + random.nextInt(3), "M7");
          }
          if (random.nextBoolean()) {
            review.staff("S7", "S" + random.nextInt(2));
          }
          records.add(review.sent());
        }
        if (random.nextBoolean()) {
          records.add(
              Given.ledger(number)
                  .round(round)
                  .update(times.get(next++))
                  .mistaken(random.nextInt(3) - 1)
                  .malicious(random.nextInt(3) - 1, random.nextInt(3) - 1)
                  .calledBack(random.nextInt(3) - 1)
                  .sent());
        }
        if (random.nextInt(3) == 0) {
          Given.VerdictSent verdict = Given.verdict(number).round(round).update(times.get(next++));
          records.add(random.nextBoolean() ? verdict.sent() : verdict.adopted().sent());
        }
      }
    }
    return records;
  }

  /** What a set of records means, by the feed's text: newest versions first, then joined. */
  private static final class Truth {
    private final Map<String, CaseRecord> stages = new LinkedHashMap<>();
    private final Map<String, ReviewRecord> reviews = new LinkedHashMap<>();
    private final Map<String, LedgerRecord> ledgers = new LinkedHashMap<>();
    private final Map<String, VerdictRecord> verdicts = new LinkedHashMap<>();

    Truth(List<FeedRecord> records) {
      for (FeedRecord record : records) {
        if (record instanceof CaseRecord stage) {
          stages.merge(stage.stage(), stage, Truth::newer);
        } else if (record instanceof ReviewRecord review) {
          reviews.merge(review.stage() + '/' + review.round(), review, Truth::newer);
        } else if (record instanceof LedgerRecord ledger) {
          ledgers.merge(ledger.stage() + '/' + ledger.round(), ledger, Truth::newer);
        } else if (record instanceof VerdictRecord verdict) {
          verdicts.merge(verdict.stage() + '/' + verdict.round(), verdict, Truth::newer);
        }
      }
    }

    private static <T extends Versioned> T newer(T one, T other) {
      return one.updateTime() > other.updateTime() ? one : other;
    }

    Map<String, ReviewImage> images() {
      Map<String, ReviewImage> images = new TreeMap<>();
      reviews.forEach(
          (identity, review) ->
              images.put(
                  review.source() + '/' + review.project() + '/' + identity,
                  new ReviewImage(
                      review,
                      whom(review),
                      decided(ledgers.get(identity), verdicts.get(identity)))));
      return images;
    }

    private Attribution whom(ReviewRecord review) {
      CaseRecord stage = stages.get(review.stage());
      if (stage == null) {
        stage =
            stages.values().stream()
                .max(
                    java.util.Comparator.comparingLong(CaseRecord::serviceTime)
                        .thenComparing(CaseRecord::stage))
                .orElse(null);
      }
      if (stage != null) {
        List<String> staff = new ArrayList<>();
        for (String number : review.staff()) {
          staff.add(stage.department() + '/' + number);
        }
        if (staff.isEmpty() && stage.staff() != null) {
          staff.add(stage.department() + '/' + stage.staff());
        }
        return new Attribution(
            stage.area().substring(0, 6),
            stage.department(),
            stage.departmentName(),
            stage.matter(),
            stage.matterName(),
            staff,
            true,
            stage.serviceTime(),
            stage.handling());
      }
      if (review.department() != null) {
        List<String> staff = new ArrayList<>();
        for (String number : review.staff()) {
          staff.add(review.department() + '/' + number);
        }
        return new Attribution(
            review.area().substring(0, 6),
            review.department(),
            null,
            review.matter(),
            null,
            staff,
            false,
            Versioned.NO_TIME,
            0);
      }
      return new Attribution(
          null, "unattributed", null, null, null, List.of(), false, Versioned.NO_TIME, 0);
    }

    private static Handling decided(LedgerRecord ledger, VerdictRecord verdict) {
      boolean mistaken = ledger != null && ledger.isMistaken() == 1;
      boolean malicious =
          ledger != null && ledger.isMalicious() == 1 && ledger.maliciousConfirmed() == 1;
      boolean refused = verdict != null && !verdict.adopted();
      Verdict word = null;
      if (mistaken) {
        word = Verdict.MISTAKEN;
      } else if (malicious) {
        word = Verdict.MALICIOUS;
      } else if (refused) {
        word = Verdict.NOT_ADOPTED;
      } else if (verdict != null) {
        word = Verdict.ADOPTED;
      }
      return new Handling(
          word,
          !(mistaken || malicious || refused),
          ledger == null ? LedgerRecord.UNSAID : ledger.calledBack(),
          Versioned.NO_TIME,
          null,
          LedgerRecord.UNSAID,
          Versioned.NO_TIME,
          null);
    }
  }
}
