package haochaping.platform;

import haochaping.core.Attribution;
import haochaping.core.Channel;
import haochaping.core.Handling;
import haochaping.core.Position;
import haochaping.core.ReviewImage;
import haochaping.core.ReviewRecord;
import haochaping.core.Stream;
import haochaping.core.Versioned;
import java.util.List;

/** Images for tests: one with every field set, one with none that may be absent. */
final class Images {
  private Images() {}

  static ReviewImage full(Channel channel, Handling.Verdict verdict) {
    ReviewRecord review =
        new ReviewRecord(
            new Position(Stream.REVIEWS, 3, 7_000_000_001L, 1_772_420_771_123L),
            "zz-zwfw",
            "37040220260302000017",
            "11",
            2,
            1_772_600_000_500L,
            0,
            1_772_414_770_000L,
            4,
            channel,
            true,
            true,
            List.of("213", "214"),
            "等了很久，窗口换人三次 𠮷",
            List.of("SZ0173", "SZ0174"),
            "370402000000",
            "11370402MB2857833P",
            "11370402MB2857833P1000125004000",
            "token-of-certificate",
            "token-of-phone",
            true,
            "PAD-0312",
            "token-of-address",
            "综合窗口3号",
            "natural_person",
            1_772_414_700_000L,
            1_772_600_000_000L,
            0x1FF);
    Attribution whom =
        new Attribution(
            "370402",
            "D1",
            "市中区行政审批服务局",
            "M1",
            "食品经营许可",
            List.of("D1/SZ0173", "D1/SZ0174"),
            true,
            1_772_414_701_000L,
            2);
    Handling handling =
        new Handling(
            verdict, false, 1, 1_772_431_200_000L, "no_basis", 3, 1_772_676_000_000L, "f1");
    return new ReviewImage(review, whom, handling);
  }

  static ReviewImage bare() {
    ReviewRecord review =
        new ReviewRecord(
            new Position(Stream.REVIEWS, 0, 0, 0),
            "s",
            "p",
            "1",
            1,
            Versioned.NO_TIME,
            0,
            0,
            1,
            Channel.OTHER,
            false,
            false,
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            Versioned.NO_TIME,
            Versioned.NO_TIME,
            0);
    return new ReviewImage(
        review,
        new Attribution(
            null,
            Attribution.UNATTRIBUTED,
            null,
            null,
            null,
            List.of(),
            false,
            Versioned.NO_TIME,
            0),
        new Handling(null, true, -1, Versioned.NO_TIME, null, -1, Versioned.NO_TIME, null));
  }
}
