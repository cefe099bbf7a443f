package haochaping.statistics.ranking;

import static haochaping.statistics.ranking.Given.NINE_DIGITS;
import static haochaping.statistics.ranking.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haochaping.statistics.ranking.CellRates.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellRatesTest {
  private static final List<Cell> FOUR =
      List.of(
          new Cell(0, 0, 0, 60000, 5),
          new Cell(0, 0, 1, 20000, 3),
          new Cell(1, 0, 0, 10000, 4),
          new Cell(1, 0, 1, 30000, 16));

  @Test
  void goldenFactors() {
    CellRates rates = CellRates.fit(FOUR, 2, 1, 2, CellRates.WEIGHT);
    assertThat(rates.channel(0)).isCloseTo(.866418030093, NINE_DIGITS);
    assertThat(rates.channel(1)).isCloseTo(1.19322762667, NINE_DIGITS);
    assertThat(rates.matter(0)).isCloseTo(.742740086774, NINE_DIGITS);
    assertThat(rates.matter(1)).isCloseTo(1.31690557468, NINE_DIGITS);
    assertThat(rates.weekday(0)).isEqualTo(1);
    assertThat(rates.overall()).isEqualTo(28 / 120000.0);
    assertThat(rates.rate(1, 0, 1))
        .isCloseTo(28 / 120000.0 * 1.19322762667 * 1.31690557468, NINE_DIGITS);
  }

  @Test
  void orderAndSplittingOfCellsDoNotMatter() {
    Random random = new Random(5);
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : FOUR) {
      long reviews = cell.reviews() / 3;
      cells.add(new Cell(cell.matter(), 0, cell.channel(), reviews, 1));
      cells.add(
          new Cell(cell.matter(), 0, cell.channel(), cell.reviews() - reviews, cell.bad() - 1));
    }
    CellRates expected = CellRates.fit(FOUR, 2, 1, 2, CellRates.WEIGHT);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(cells, random);
      CellRates rates = CellRates.fit(cells, 2, 1, 2, CellRates.WEIGHT);
      assertThat(rates.rate(0, 0, 1)).isCloseTo(expected.rate(0, 0, 1), within(1e-16));
    }
  }

  /** Where the factors are products and counts large, they come back. */
  @Test
  void findsFactorsThatAreThere() {
    double[] matters = {0.5, 1, 3};
    double[] weekdays = {1, 1, 1.5, 1, 1, 1, 0.7};
    double[] channels = {0.8, 1.6};
    List<Cell> cells = new ArrayList<>();
    for (int m = 0; m < 3; m++) {
      for (int w = 0; w < 7; w++) {
        for (int c = 0; c < 2; c++) {
          long bad = Math.round(1e9 * 1e-4 * matters[m] * weekdays[w] * channels[c]);
          cells.add(new Cell(m, w, c, 1_000_000_000, bad));
        }
      }
    }
    CellRates rates = CellRates.fit(cells, 3, 7, 2, CellRates.WEIGHT);
    for (int m = 0; m < 3; m++) {
      for (int w = 0; w < 7; w++) {
        for (int c = 0; c < 2; c++) {
          assertThat(rates.rate(m, w, c))
              .isCloseTo(1e-4 * matters[m] * weekdays[w] * channels[c], within(1e-7));
        }
      }
    }
  }

  @Test
  void whatHasNoReviewsOrIsUnseenIsAverage() {
    CellRates rates = CellRates.fit(FOUR, 3, 1, 2, CellRates.WEIGHT);
    assertThat(rates.matter(2)).isEqualTo(1);
    assertThat(rates.matter(CellRates.UNSEEN)).isEqualTo(1);
    assertThat(rates.rate(CellRates.UNSEEN, CellRates.UNSEEN, CellRates.UNSEEN))
        .isEqualTo(rates.overall());
  }

  @Test
  void rateIsNoMoreThanOne() {
    List<Cell> cells =
        List.of(
            new Cell(0, 0, 0, 1000, 1000),
            new Cell(1, 0, 0, 1000, 0),
            new Cell(0, 0, 1, 1000, 1000),
            new Cell(1, 0, 1, 1000, 100));
    assertThat(CellRates.fit(cells, 2, 1, 2, CellRates.WEIGHT).rate(0, 0, 1)).isEqualTo(1);
  }

  @Test
  void wrongArgumentsAreNamed() {
    refused(() -> new Cell(0, 0, 0, -1, 0), "reviews = -1: must be at least 0");
    refused(() -> new Cell(0, 0, 0, 1, 2), "bad = 2: must be in [0, 1]");
    refused(() -> CellRates.fit(FOUR, 0, 1, 2, 20), "matters = 0: must be at least 1");
    refused(() -> CellRates.fit(FOUR, 2, 0, 2, 20), "weekdays = 0: must be at least 1");
    refused(() -> CellRates.fit(FOUR, 2, 1, 0, 20), "channels = 0: must be at least 1");
    refused(() -> CellRates.fit(FOUR, 1, 1, 2, 20), "matter = 1: must be in [0, 0]");
    refused(() -> CellRates.fit(FOUR, 2, 1, 2, 0), "weight = 0.0: must be finite and above 0");
    refused(() -> CellRates.fit(List.of(), 2, 1, 2, 20), "cells: none has a review");
    CellRates rates = CellRates.fit(FOUR, 2, 1, 2, 20);
    refused(() -> rates.rate(2, 0, 0), "matter = 2: must be in [-1, 1]");
    refused(() -> rates.rate(0, -2, 0), "weekday = -2: must be in [-1, 0]");
    refused(() -> rates.rate(0, 0, 9), "channel = 9: must be in [-1, 1]");
  }
}
